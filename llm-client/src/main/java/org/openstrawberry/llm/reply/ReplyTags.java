package org.openstrawberry.llm.reply;

import java.util.Optional;
import org.openstrawberry.llm.FinishReason;

/**
 * What the tags of a reply say.
 *
 * <p>Tags are found in any case, with white space or attributes inside, with {@code -} or {@code \_} for {@code _}, in
 * and out of code fences. Blocks of thinking ({@code <thinking>}, {@code <think>}) hold drafts: what stands in them
 * counts only when the reply holds nothing else. A closing tag of thinking without an opening one hides what is before
 * it, as some models begin in mid-thought; an opening one without a closing one hides the rest of a reply that was cut,
 * and is disregarded in one that was not.
 *
 * @param title a short name for the step in one line of plain text, never blank, at most 60 characters
 * @param finalAnswer what the last {@code <final_answer>} holds that says something; empty when there is none
 */
public record ReplyTags(String title, Optional<String> finalAnswer) {

    /** Most characters that are looked at; of a longer reply the last ones. */
    public static final int MAX_LENGTH = 1_000_000;

    /** Longest title, in characters. */
    public static final int MAX_TITLE_LENGTH = PlainText.MAX_LENGTH;

    /** Longest final answer, in characters; the rest is cut. */
    public static final int MAX_ANSWER_LENGTH = 16_384;

    /**
     * Reads a reply. Never fails, whatever the reply holds.
     *
     * @param reply the assistant's text
     * @param finishReason why the text ends: a tag left open by a reply that was cut holds all the rest
     * @param fallbackTitle what to call the step when no word of the reply can name it, such as {@code Step 3}
     * @throws IllegalArgumentException when the fallback is blank
     */
    public static ReplyTags parse(String reply, FinishReason finishReason, String fallbackTitle) {
        if (fallbackTitle.isBlank()) {
            throw new IllegalArgumentException("the fallback title is blank");
        }
        boolean cut = switch (finishReason) {
            case LENGTH, CONTENT_FILTER -> true;
            case STOP, OTHER -> false;
        };
        String text = reply.length() <= MAX_LENGTH ? reply : reply.substring(reply.length() - MAX_LENGTH);
        ReplyOutline outline = ReplyOutline.of(text, cut);
        return new ReplyTags(Titles.find(outline).orElse(fallbackTitle), FinalAnswers.find(outline));
    }
}
