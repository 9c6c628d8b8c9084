package org.openstrawberry.judge.number;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.judge.expression.Rational;

/**
 * A number with what was written beside it.
 *
 * @param percent whether a percent sign follows; the value is then in hundredths
 * @param unit the unit when it is known; null otherwise
 * @param words the words behind the number, in lower case
 */
public record Quantity(
        Rational value, boolean percent, @Nullable Unit unit, List<String> words) {
    /** Copies the words. */
    public Quantity {
        words = List.copyOf(words);
    }

    /** The normal form: the value, the percent sign, the unit. */
    public String form() {
        if (percent) {
            return value + "%";
        }
        if (unit != null) {
            return value + " " + unit.name();
        }
        return words.isEmpty() ? value.toString() : value + " " + String.join(" ", words);
    }
}
