package org.openstrawberry.micro.conversation;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replies as the model writes them, and as others see them. The model writes {@code Step 2: add}, a line break and {@code
 * 4+5=9}; others see {@code 4+5=9} and the title in a {@code <turn_title>} element. The model writes {@code Answer: 9};
 * others see it in a {@code <final_answer>} element.
 */
public final class ReplyText {

    private static final Pattern ANSWER = Pattern.compile("Answer: (-?\\d{1,9})");
    private static final Pattern TITLE = Pattern.compile("Step (\\d): (\\w+)\n");
    private static final Pattern SHOWN_TITLE = Pattern.compile("\\s*<turn_title>(Step \\d: \\w+)</turn_title>\\s*");
    private static final Pattern SHOWN_ANSWER = Pattern.compile("<final_answer>\\s*(-?\\d{1,9})\\s*</final_answer>");

    private ReplyText() {}

    /** The answer that a reply gives, as the model writes it; the last one, if there are several. */
    public static OptionalInt answer(String reply) {
        Matcher matcher = ANSWER.matcher(reply);
        OptionalInt last = OptionalInt.empty();
        while (matcher.find()) {
            last = OptionalInt.of(Integer.parseInt(matcher.group(1)));
        }
        return last;
    }

    /** A reply as others see it; a reply of several steps keeps its headings and has no title. */
    public static String show(String reply) {
        String answered = ANSWER.matcher(reply).replaceAll("<final_answer>$1</final_answer>");
        Matcher title = TITLE.matcher(answered);
        Optional<String> only = title.results().count() == 1 && answered.indexOf("<final_answer>") < 0
                ? Optional.of(answered)
                : Optional.empty();
        if (only.isEmpty()) {
            return answered;
        }
        title.reset();
        return title.replaceFirst("") + title(answered);
    }

    private static String title(String reply) {
        Matcher title = TITLE.matcher(reply);
        return title.find() ? "\n<turn_title>Step " + title.group(1) + ": " + title.group(2) + "</turn_title>" : "";
    }

    /** The inverse of {@link #show}; text that the model never writes stays as it is. */
    public static String read(String shown) {
        String answered = SHOWN_ANSWER.matcher(shown).replaceAll("Answer: $1");
        Matcher title = SHOWN_TITLE.matcher(answered);
        if (!title.find()) {
            return answered;
        }
        String heading = title.group(1) + "\n";
        String body = title.replaceFirst("");
        return body.startsWith("Not yet.\n") ? "Not yet.\n" + heading + body.substring(9) : heading + body;
    }
}
