package org.openstrawberry.simulated;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Solves the questions that a test asks: arithmetic, the larger of two numbers, counting a letter in a word. */
final class SimpleQuestions {

    private static final Pattern COUNT = Pattern.compile(
            "(?:how many|count the|number of)\\W+(?:letter\\W+)?([a-z])(?:['’]?s)?\\b.*?\\bin\\W+(?:the\\W+)?(?:word\\W+)?([a-z]+)");
    private static final Pattern COMPARE = Pattern.compile(
            "(larger|bigger|greater|smaller|less)\\b.*?(-?\\d+(?:\\.\\d+)?)\\s*(?:and|or|,)\\s*(-?\\d+(?:\\.\\d+)?)");
    private static final Pattern EXPRESSION = Pattern.compile("[-(\\s]*\\d[\\d.\\s+*/()-]*");

    private SimpleQuestions() {}

    static Optional<String> solve(String question) {
        String text = question.toLowerCase(Locale.ROOT);
        return count(text).or(() -> compare(text)).or(() -> calculate(text));
    }

    /** Something near the right answer that is not it. */
    static String wrong(String right) {
        try {
            return new BigDecimal(right).add(BigDecimal.ONE).toPlainString();
        } catch (NumberFormatException e) {
            return "not " + right;
        }
    }

    private static Optional<String> count(String text) {
        Matcher found = COUNT.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        char letter = found.group(1).charAt(0);
        return Optional.of(
                Long.toString(found.group(2).chars().filter(c -> c == letter).count()));
    }

    private static Optional<String> compare(String text) {
        Matcher found = COMPARE.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        BigDecimal one = new BigDecimal(found.group(2));
        BigDecimal other = new BigDecimal(found.group(3));
        boolean smaller = found.group(1).equals("smaller") || found.group(1).equals("less");
        return Optional.of((smaller ? one.min(other) : one.max(other)).toPlainString());
    }

    private static Optional<String> calculate(String text) {
        String symbols = text.replaceAll("(?<=\\d),(?=\\d{3})", "")
                .replaceAll("\\bplus\\b", "+")
                .replaceAll("\\bminus\\b|−|–", "-")
                .replaceAll("\\btimes\\b|\\bmultiplied by\\b|×|·", "*")
                .replaceAll("\\bdivided by\\b|÷", "/");
        return EXPRESSION
                .matcher(symbols)
                .results()
                .map(found -> found.group().strip().replaceAll("[\\s.+*/(-]+$", ""))
                .filter(expression -> expression.matches(".*\\d\\s*\\)*\\s*[-+*/].*"))
                .flatMap(expression -> Arithmetic.evaluate(expression).stream())
                .findFirst();
    }
}
