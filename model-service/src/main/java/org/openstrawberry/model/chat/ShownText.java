package org.openstrawberry.model.chat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openstrawberry.micro.conversation.ReplyText;

/**
 * What others see of a reply while it grows. A text that was shown once stays: what later tokens could still change, such as
 * a heading that moves to the end, or a stop text that may just have begun, is held back.
 */
final class ShownText {
    private static final Pattern HEADING = Pattern.compile("Step \\d: \\w+\n");
    private static final Pattern ANSWER = Pattern.compile("Answer: (-?\\d{1,9})");

    /** Longer than the longest heading or answer, which may just have begun. */
    private static final int TAIL = 30;

    private final List<String> stops;

    ShownText(List<String> stops) {
        this.stops = List.copyOf(stops);
    }

    /**
     * A reply's text.
     *
     * @param text what is shown
     * @param stopped whether a stop text ended it
     */
    record Shown(String text, boolean stopped) {}

    /** The whole text of a reply that has ended. */
    Shown whole(String reply) {
        return cut(ReplyText.show(reply));
    }

    /** As much as is certain of a reply that goes on. */
    Shown growing(String reply) {
        Shown shown = cut(certain(reply));
        if (shown.stopped()) {
            return shown;
        }
        int held = stops.stream().mapToInt(String::length).max().orElse(1) - 1;
        return new Shown(shown.text().substring(0, Math.max(0, shown.text().length() - held)), false);
    }

    private static String certain(String reply) {
        int end = Math.max(0, reply.length() - TAIL);
        Matcher answer = ANSWER.matcher(reply);
        boolean answered = answer.find() && answer.end() < reply.length();
        Matcher heading = HEADING.matcher(reply);
        int headings = 0;
        int first = reply.length();
        while (heading.find()) {
            first = headings++ == 0 ? heading.start() : first;
        }
        // A single heading of a reply without an answer moves to the end, and the two sides of it close up.
        if (headings < 2 && !answered) {
            end = Math.min(end, first);
        }
        String prefix = reply.substring(0, beforeAnswer(reply, end));
        return ANSWER.matcher(prefix).replaceAll("<final_answer>$1</final_answer>");
    }

    /** Cuts no answer in two. */
    private static int beforeAnswer(String reply, int end) {
        Matcher answer = ANSWER.matcher(reply);
        while (answer.find()) {
            if (answer.start() < end && answer.end() > end) {
                return answer.start();
            }
        }
        return end;
    }

    private Shown cut(String text) {
        int end = text.length();
        boolean stopped = false;
        for (String stop : stops) {
            int at = text.indexOf(stop);
            if (at >= 0 && at < end) {
                end = at;
                stopped = true;
            }
        }
        return new Shown(text.substring(0, end), stopped);
    }
}
