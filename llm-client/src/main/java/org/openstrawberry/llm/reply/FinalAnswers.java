package org.openstrawberry.llm.reply;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openstrawberry.llm.reply.ReplyOutline.Element;

/** Finds the final answer: the last element that holds one, where empty, quoted and filled-in-for-show ones do not. */
final class FinalAnswers {

    private static final String QUOTES = "`'\"“”‘’";
    private static final String WRAPPING = QUOTES + "[](){}<>*_ .…!?:;,-\t\r\n";

    /** What stands where an answer would, in examples and in talk about the tag. */
    private static final Set<String> PLACEHOLDERS = Set.of(
            "answer",
            "the answer",
            "an answer",
            "your answer",
            "my answer",
            "final answer",
            "the final answer",
            "your final answer",
            "my final answer",
            "answer here",
            "your answer here",
            "final answer here",
            "your final answer here",
            "insert answer here",
            "insert your answer here",
            "put your answer here",
            "put answer here",
            "answer goes here",
            "your answer goes here",
            "the answer goes here",
            "placeholder",
            "tag",
            "tags",
            "xml tag",
            "xml tags",
            "and");

    /** First words of the sentence that goes on after a tag was only mentioned. */
    private static final Set<String> MENTION = Set.of("tag", "tags", "xml", "element", "elements", "block");

    private FinalAnswers() {}

    static Optional<String> find(ReplyOutline outline) {
        List<Element> elements = outline.elements(Tag.Name.FINAL_ANSWER);
        for (Element element : elements.reversed()) {
            String content = outline.contentWithoutTitles(element);
            String answer = clean(element.closed() ? content : withoutCutTag(content));
            if (saysSomething(answer) && !isMention(outline, element, content) && counts(outline, element, answer)) {
                return Optional.of(limited(answer));
            }
        }
        return Optional.empty();
    }

    /**
     * An element that was closed counts. One that was not counts when the reply was cut in it, or opens a line, or holds
     * a bare value: a tag in the middle of a sentence that goes on is talk about the tag.
     */
    private static boolean counts(ReplyOutline outline, Element element, String answer) {
        return element.closed() || outline.cut() || opensLine(outline.text(), element.start()) || isBareValue(answer);
    }

    private static boolean opensLine(String text, int start) {
        for (int i = start - 1; i >= 0 && text.charAt(i) != '\n'; i--) {
            if (!Character.isWhitespace(text.charAt(i)) && "*_>#`".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBareValue(String answer) {
        return answer.chars().noneMatch(Character::isWhitespace)
                && answer.chars().anyMatch(Character::isDigit);
    }

    private static boolean saysSomething(String answer) {
        String words = PlainText.strip(answer, WRAPPING).toLowerCase(Locale.ROOT);
        if (words.isEmpty()) {
            // Punctuation alone can be the answer to a question about operators; dots and blanks stand for one to come.
            return !PlainText.strip(answer, QUOTES + "[](){}<>_ .…-*\t\r\n").isEmpty() || isSingleSign(answer);
        }
        return !PLACEHOLDERS.contains(PlainText.collapseWhitespace(words));
    }

    private static boolean isSingleSign(String answer) {
        return answer.length() == 1 && "-*<>".contains(answer);
    }

    private static boolean isMention(ReplyOutline outline, Element element, String content) {
        if (content.isEmpty()) {
            return false;
        }
        char first = content.charAt(0);
        boolean quoted = element.start() > 0
                && QUOTES.indexOf(first) >= 0
                && QUOTES.indexOf(outline.text().charAt(element.start() - 1)) >= 0;
        String[] words = PlainText.firstWords(content, 2);
        boolean talkedAbout = first == ' '
                && words.length > 0
                && MENTION.contains(words[0])
                && (words.length > 1 || !element.closed());
        return quoted || talkedAbout;
    }

    /** Without the beginning of a tag in which the reply was cut. */
    private static String withoutCutTag(String content) {
        int last = content.lastIndexOf('<');
        boolean isCutTag = last >= 0 && Tag.mayBegin(content.substring(last));
        return isCutTag ? content.substring(0, last) : content;
    }

    /** Without white space and code fences around, and without the character that no database keeps. */
    private static String clean(String content) {
        String answer = content.replace("\0", "").strip();
        if (answer.startsWith("```")) {
            int newline = answer.indexOf('\n');
            if (newline >= 0) {
                answer = answer.substring(newline + 1);
            }
        }
        int lastLine = answer.lastIndexOf('\n') + 1;
        if (lastLine > 0 && answer.substring(lastLine).strip().equals("```")) {
            answer = answer.substring(0, lastLine);
        }
        return answer.strip();
    }

    private static String limited(String answer) {
        return answer.length() <= ReplyTags.MAX_ANSWER_LENGTH
                ? answer
                : PlainText.cut(answer, ReplyTags.MAX_ANSWER_LENGTH);
    }
}
