package org.openstrawberry.judge.number;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.rational.Rational;
import org.openstrawberry.judge.text.Words;

/** Reads what stands behind a number: a percent sign, a scale, a currency, a unit, the thing that was counted. */
final class MeasureReader {
    private static final int MOST_WORDS = 8;

    /** Words, apostrophes, hyphens, a power: what a unit is written with. */
    private static final Pattern UNIT_PHRASE =
            Pattern.compile("^[A-Za-z](?:[A-Za-z' ./,*-]|\\^\\s*+\\{?-?[1-4]\\}?)*+$");

    /** Words that mean more than a unit: the value would be another one, or none. */
    private static final Set<String> MEANINGFUL = Set.of(
            "and",
            "to",
            "halves",
            "thirds",
            "quarters",
            "fourths",
            "fifths",
            "tenths",
            "hundredths",
            "thousandths",
            "dozen",
            "dozens",
            "pair",
            "pairs",
            "score",
            "mod",
            "base",
            "pi",
            "sqrt",
            "squared",
            "plus",
            "minus",
            "if",
            "more",
            "less",
            "fewer",
            "yes",
            "true",
            "am",
            "pm",
            "infinity",
            "remainder",
            "negative");

    private MeasureReader() {}

    /** The quantity that a bare number becomes by what stands behind it; empty when that is something else. */
    static Optional<Quantity> measured(Quantity number, String tail, @Nullable Unit currency, Budget budget) {
        if (tail.isEmpty()) {
            return Optional.of(number.in(currency, List.of()));
        }
        String rest = tail;
        if (rest.charAt(0) == '%') {
            rest = rest.substring(1).strip();
            return rest.isEmpty() || isPhrase(rest)
                    ? Optional.of(number.in(currency, List.of()).asPercent())
                    : Optional.empty();
        }
        Optional<Unit> behind = Units.currency(rest.charAt(0));
        if (behind.isPresent()) {
            return rest.length() == 1 && currency == null
                    ? Optional.of(number.in(behind.get(), List.of()))
                    : Optional.empty();
        }
        return isPhrase(rest) ? worded(number, rest, currency, budget) : Optional.empty();
    }

    private static Optional<Quantity> worded(Quantity number, String phrase, @Nullable Unit currency, Budget budget) {
        List<String> words = Words.of(phrase).stream()
                .filter(word -> !Character.isDigit(word.charAt(0)))
                .toList();
        Optional<Long> scale = NumberWords.scale(words.getFirst());
        if (scale.isPresent()) {
            Quantity scaled = number.times(Rational.of(scale.get()), budget);
            List<String> others = words.subList(1, words.size());
            String behind = phrase.substring(words.getFirst().length()).strip();
            return behind.isEmpty()
                    ? Optional.of(scaled.in(currency, List.of()))
                    : named(scaled, behind, others, currency, budget);
        }
        if (words.getFirst().equals("percent") || words.getFirst().equals("percentage")) {
            return Optional.of(number.in(currency, List.of()).asPercent());
        }
        return named(number, phrase, words, currency, budget);
    }

    private static Optional<Quantity> named(
            Quantity number, String phrase, List<String> words, @Nullable Unit currency, Budget budget) {
        if (words.size() == 1
                && (words.getFirst().equals("radians") || words.getFirst().equals("rad"))) {
            return Optional.of(number.withValue(Angles.inDegrees(number.value()))
                    .in(Units.named("degrees").orElse(null), words));
        }
        Optional<Unit> unit = UnitProduct.read(phrase, budget).or(() -> leading(phrase, words, budget));
        boolean counted = words.stream()
                        .allMatch(word -> word.length() > 2 || Units.named(word).isPresent() || isSmall(word))
                && words.getFirst().length() > 2;
        if (unit.isEmpty() && !counted) {
            return Optional.empty();
        }
        @Nullable Unit named = currency != null ? currency : unit.orElse(null);
        return Optional.of(number.in(named, words));
    }

    /** The unit that a phrase begins with, when words that are none follow: "hours of work". */
    private static Optional<Unit> leading(String phrase, List<String> words, Budget budget) {
        if (words.contains("per") || phrase.indexOf('/') >= 0 || phrase.indexOf('^') >= 0) {
            return Optional.empty();
        }
        for (int length = Math.min(2, words.size() - 1); length > 0; length--) {
            Optional<Unit> unit = UnitProduct.read(String.join(" ", words.subList(0, length)), budget);
            if (unit.isPresent()) {
                return unit;
            }
        }
        return Optional.empty();
    }

    private static boolean isSmall(String word) {
        return Set.of("of", "in", "at", "on", "a", "an", "he", "it", "we", "by", "is")
                .contains(word);
    }

    private static boolean isPhrase(String text) {
        if (!UNIT_PHRASE.matcher(text).matches() || Words.hasDoubt(text)) {
            return false;
        }
        List<String> words = Words.of(text);
        boolean squaredUnit = words.size() > 1 && Units.named(words.getFirst()).isPresent();
        words = words.stream()
                .filter(word -> !Character.isDigit(word.charAt(0)))
                .toList();
        return words.size() <= MOST_WORDS
                && words.stream()
                        .allMatch(word -> !MEANINGFUL.contains(word) || (squaredUnit && word.equals("squared")));
    }
}
