package org.openstrawberry.judge.number;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small numbers and scales in English words. */
final class NumberWords {
    private static final List<String> UNITS = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");
    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final Map<String, Long> SCALES = Map.of(
            "hundred", 100L,
            "thousand", 1_000L,
            "million", 1_000_000L,
            "billion", 1_000_000_000L,
            "trillion", 1_000_000_000_000L);
    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        for (int number = 0; number < UNITS.size(); number++) {
            NUMBERS.put(UNITS.get(number), number);
        }
        for (int ten = 0; ten < TENS.size(); ten++) {
            int number = 20 + 10 * ten;
            NUMBERS.put(TENS.get(ten), number);
            for (int unit = 1; unit < 10; unit++) {
                NUMBERS.put(TENS.get(ten) + "-" + UNITS.get(unit), number + unit);
            }
        }
    }

    private NumberWords() {}

    /** The number below a hundred that the word says. */
    static Optional<Integer> number(String word) {
        return Optional.ofNullable(NUMBERS.get(word));
    }

    /** The factor of a word like "million". */
    static Optional<Long> scale(String word) {
        return Optional.ofNullable(SCALES.get(word));
    }
}
