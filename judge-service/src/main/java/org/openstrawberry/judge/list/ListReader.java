package org.openstrawberry.judge.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.number.Quantity;
import org.openstrawberry.judge.number.QuantityReader;
import org.openstrawberry.judge.text.Latex;
import org.openstrawberry.judge.text.MathForm;
import org.openstrawberry.judge.text.PlainText;
import org.openstrawberry.judge.text.Trim;
import org.openstrawberry.judge.text.Words;

/**
 * Reads a whole text as a list of at least two values: "1, 2, 3", "{3,1,2}", "(3, 4]", "x = 1 or x = 2". Commas inside
 * brackets do not separate.
 */
final class ListReader {
    private static final int LONGEST = 4_000;
    private static final int MOST_ELEMENTS = 500;
    private static final Pattern CONJUNCTION = Pattern.compile(",? (?:and|or) ");

    /** "58,500" is one number; "1,2" and "58, 500" are two. */
    private static final Pattern THOUSANDS = Pattern.compile("^-?[0-9]{1,3}(?:,[0-9]{3})++(?:\\.[0-9]++)?+$");

    private ListReader() {}

    static Optional<ValueList> read(String text, Budget budget) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        budget.spend(text.length());
        String plain = Trim.answer(Latex.strip(PlainText.of(text)));
        if (THOUSANDS.matcher(plain).matches()) {
            return Optional.empty();
        }
        ListShape shape = shape(plain);
        String inside = shape == ListShape.BARE ? plain : plain.substring(1, plain.length() - 1);
        List<String> parts =
                parts(shape == ListShape.BARE ? CONJUNCTION.matcher(inside).replaceAll(", ") : inside);
        if (parts.size() > MOST_ELEMENTS || parts.stream().anyMatch(String::isBlank)) {
            return Optional.empty();
        }
        if (parts.size() < 2 && shape != ListShape.SET) {
            return Optional.empty();
        }
        List<String> forms = parts.stream().map(part -> form(part, budget)).toList();
        return Optional.of(new ValueList(shape, forms));
    }

    /** A value's form: the number it is, else the mathematics as written. */
    private static String form(String part, Budget budget) {
        return QuantityReader.read(part, budget).map(Quantity::form).orElseGet(() -> MathForm.of(part));
    }

    /** Whether every value of a list is a number or a short formula, so that a list is what the text means. */
    static boolean isList(String text, Budget budget) {
        return read(text, budget)
                .filter(list -> list.forms().stream()
                        .allMatch(form -> Words.of(form).stream()
                                .allMatch(word -> word.length() <= 2
                                        || word.chars().anyMatch(Character::isDigit)
                                        || form.indexOf('\\') >= 0)))
                .isPresent();
    }

    private static ListShape shape(String plain) {
        if (plain.length() < 3) {
            return ListShape.BARE;
        }
        char opening = plain.charAt(0);
        char closing = plain.charAt(plain.length() - 1);
        boolean braces = opening == '{' && closing == '}';
        boolean brackets = (opening == '(' || opening == '[') && (closing == ')' || closing == ']');
        return (braces || brackets) && closesAtEnd(plain) ? ListShape.of(opening, closing) : ListShape.BARE;
    }

    /** Whether the first bracket is closed by the last character only: not so in "(1,2), (3,4)". */
    private static boolean closesAtEnd(String plain) {
        int depth = 0;
        for (int at = 0; at < plain.length(); at++) {
            depth += change(plain.charAt(at));
            if (depth == 0) {
                return at == plain.length() - 1;
            }
        }
        return false;
    }

    private static List<String> parts(String inside) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < inside.length() && parts.size() <= MOST_ELEMENTS; at++) {
            char current = inside.charAt(at);
            depth += change(current);
            if (depth <= 0 && (current == ',' || current == ';')) {
                parts.add(inside.substring(start, at));
                start = at + 1;
            }
        }
        parts.add(inside.substring(start));
        return parts;
    }

    private static int change(char current) {
        return switch (current) {
            case '(', '[', '{' -> 1;
            case ')', ']', '}' -> -1;
            default -> 0;
        };
    }
}
