package org.openstrawberry.model.template;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a user's text means. A model of this size does not read instructions; they are told apart by their words. */
enum UserText {
    /** Go on. */
    NEXT,
    /** The answer, if there is one. */
    CHECK,
    /** Is that right? */
    DOUBT;

    private static final List<String> DOUBTS = List.of(
            "are you sure",
            "any mistake",
            "is that right",
            "is this right",
            "is that correct",
            "trust least",
            "weakest point",
            "raises this:",
            "one of them is wrong",
            "check your work");

    private static final Pattern NUMBER_ASKED = Pattern.compile(".*\\d.*\\?\\s*", Pattern.DOTALL);

    static UserText of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("<final_answer>")) {
            return CHECK;
        }
        return DOUBTS.stream().anyMatch(lower::contains) ? DOUBT : NEXT;
    }

    /** Whether it looks like another problem: it has numbers and ends with a question. */
    static boolean isProblem(String text) {
        return of(text) == NEXT && NUMBER_ASKED.matcher(text).matches();
    }
}
