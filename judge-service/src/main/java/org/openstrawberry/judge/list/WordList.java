package org.openstrawberry.judge.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.text.Latex;
import org.openstrawberry.judge.text.PlainText;
import org.openstrawberry.judge.text.Trim;

/**
 * A text that is several values apart by commas, semicolons, line feeds or a conjunction.
 *
 * @param bracketed whether brackets that mean an order stand around it
 * @param set whether braces stand around it
 */
record WordList(boolean bracketed, boolean set, List<String> parts) {
    private static final int LONGEST = 4_000;
    private static final int MOST = 200;
    private static final Pattern CONJUNCTION = Pattern.compile("(?:, ?)?\\b(?:and|or|&) ");
    private static final Pattern BULLET = Pattern.compile("^(?:[-*\u2022]|[0-9]{1,3}[.)]) +");

    WordList {
        parts = List.copyOf(parts);
    }

    /** Reads a whole text as a list of at least two values. */
    static Optional<WordList> read(String text, Budget budget) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        budget.spend(text.length());
        String plain = Trim.answer(Latex.strip(PlainText.of(text)));
        if (plain.length() < 3) {
            return Optional.empty();
        }
        char open = plain.charAt(0);
        char close = plain.charAt(plain.length() - 1);
        boolean set = (open == '{' && close == '}') || (open == Latex.OPEN_SET && close == Latex.CLOSE_SET);
        boolean brackets = (open == '[' && close == ']') || (open == '(' && close == ')');
        String inside = set || brackets ? plain.substring(1, plain.length() - 1) : plain;
        String separated =
                set || brackets ? inside : CONJUNCTION.matcher(inside).replaceAll(", ");
        List<String> parts = parts(separated);
        boolean usable =
                parts.size() > 1 && parts.size() <= MOST && parts.stream().noneMatch(String::isBlank);
        return usable ? Optional.of(new WordList(brackets, set, parts)) : Optional.empty();
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        boolean lines = text.indexOf('\n') >= 0;
        for (int at = 0; at <= text.length(); at++) {
            char current = at < text.length() ? text.charAt(at) : ',';
            depth += "([{".indexOf(current) >= 0 ? 1 : ")]}".indexOf(current) >= 0 ? -1 : 0;
            boolean separator = lines ? current == '\n' : current == ',' || current == ';';
            if (at == text.length() || (depth <= 0 && separator)) {
                String part = BULLET.matcher(text.substring(start, at).strip()).replaceFirst("");
                if (!lines || !part.isBlank()) {
                    parts.add(Trim.answer(part));
                }
                start = at + 1;
            }
        }
        return parts;
    }
}
