package org.openstrawberry.judge.number;

import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.rational.Rational;

/** Reads products and quotients of units: "km/h", "meters per second", "square feet", "kg m/s^2". */
final class UnitProduct {
    private static final int LARGEST_POWER = 4;
    private static final int MOST_UNITS = 6;

    /** A sign, or a word with its power. */
    private static final Pattern PIECE =
            Pattern.compile("\\G\\s*+(?:([/*])|([A-Za-z¢]++)\\.?+(?:\\s*+\\^\\s*+\\{?(-?[0-9])\\}?)?+)");

    private final Map<String, Integer> powers = new TreeMap<>();
    private final Budget budget;
    private Rational factor = Rational.ONE;
    private boolean below;
    private int nextPower = 1;
    private Optional<Unit> last = Optional.empty();
    private int units;

    private UnitProduct(Budget budget) {
        this.budget = budget;
    }

    /** The unit that the whole phrase is; empty when some word of it is none. */
    static Optional<Unit> read(String phrase, Budget budget) {
        UnitProduct product = new UnitProduct(budget);
        Matcher piece = PIECE.matcher(phrase);
        int end = 0;
        while (piece.find()) {
            if (!product.take(piece.group(1), piece.group(2), piece.group(3))) {
                return Optional.empty();
            }
            end = piece.end();
        }
        return phrase.substring(end).isBlank() ? product.unit(phrase) : Optional.empty();
    }

    private boolean take(
            @org.jspecify.annotations.Nullable String sign,
            @org.jspecify.annotations.Nullable String word,
            @org.jspecify.annotations.Nullable String power) {
        if (sign != null) {
            below |= sign.equals("/");
            return units > 0;
        }
        if (word == null) {
            return false;
        }
        switch (word) {
            case "per", "a", "an" -> {
                below = true;
                return units > 0;
            }
            case "square", "sq" -> nextPower = 2;
            case "cubic", "cu" -> nextPower = 3;
            case "squared" -> {
                return raiseLast(2);
            }
            case "cubed" -> {
                return raiseLast(3);
            }
            default -> {
                return unit(word, power == null ? nextPower : Integer.parseInt(power));
            }
        }
        return true;
    }

    private boolean unit(String word, int power) {
        // "degrees C": the scale says which degrees.
        boolean scale = last.isPresent() && last.get().dimension().equals(Unit.ANGLE);
        Optional<Unit> unit = scale ? temperature(word) : Units.named(word);
        if (unit.isEmpty() || Math.abs(power) > LARGEST_POWER || units >= MOST_UNITS) {
            return false;
        }
        if (scale) {
            powers.clear();
            last = Optional.empty();
        }
        units++;
        last = unit;
        nextPower = 1;
        return multiply(unit.get(), below ? -power : power);
    }

    private static Optional<Unit> temperature(String word) {
        return switch (word) {
            case "C", "Celsius", "celsius" -> Units.named("celsius");
            case "F", "Fahrenheit", "fahrenheit" -> Units.named("fahrenheit");
            default -> Optional.empty();
        };
    }

    private boolean raiseLast(int power) {
        return last.isPresent() && multiply(last.get(), below ? 1 - power : power - 1);
    }

    private boolean multiply(Unit unit, int power) {
        Rational raised = unit.factor().power(Rational.of(power), budget).orElse(Rational.ONE);
        factor = factor.multiply(raised, budget);
        add(powers, unit.dimension(), power);
        return true;
    }

    private static void add(Map<String, Integer> powers, String dimension, int times) {
        for (String part : dimension.split("\\*", -1)) {
            int caret = part.indexOf('^');
            int power = caret < 0 ? 1 : Integer.parseInt(part.substring(caret + 1));
            powers.merge(caret < 0 ? part : part.substring(0, caret), power * times, Integer::sum);
        }
        powers.values().removeIf(power -> power == 0);
    }

    private Optional<Unit> unit(String phrase) {
        if (units == 0 || nextPower != 1) {
            return Optional.empty();
        }
        String dimension = dimension(powers);
        boolean alone = units == 1 && last.isPresent() && last.get().dimension().equals(dimension);
        String name = alone ? last.get().name() : phrase.strip();
        return Optional.of(new Unit(name, dimension, factor));
    }

    /** A dimension with its powers in a fixed order. */
    static String canonical(String dimension) {
        Map<String, Integer> powers = new TreeMap<>();
        add(powers, dimension, 1);
        return dimension(powers);
    }

    private static String dimension(Map<String, Integer> powers) {
        StringJoiner joined = new StringJoiner("*");
        powers.forEach((name, power) -> joined.add(power == 1 ? name : name + "^" + power));
        return joined.toString();
    }
}
