package org.openstrawberry.judge.number;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.expression.Rational;

/** The units of measure that are known by name, with exact factors. */
final class Units {
    private static final Map<String, Unit> BY_NAME = new HashMap<>();

    static {
        put("length", 1, 1, "meter", "meters", "metre", "metres", "m");
        put("length", 1, 100, "centimeter", "centimeters", "centimetre", "centimetres", "cm");
        put("length", 1, 1000, "millimeter", "millimeters", "millimetre", "millimetres", "mm");
        put("length", 1000, 1, "kilometer", "kilometers", "kilometre", "kilometres", "km");
        put("length", 254, 10_000, "inch", "inches");
        put("length", 3048, 10_000, "foot", "feet", "ft");
        put("length", 9144, 10_000, "yard", "yards", "yd");
        put("length", 1_609_344, 1000, "mile", "miles", "mi");
        put("mass", 1, 1, "gram", "grams", "g");
        put("mass", 1000, 1, "kilogram", "kilograms", "kg", "kgs");
        put("mass", 1, 1000, "milligram", "milligrams", "mg");
        put("mass", 1_000_000, 1, "tonne", "tonnes");
        put("mass", 45_359_237, 100_000, "pound", "pounds", "lb", "lbs");
        put("mass", 45_359_237, 1_600_000, "ounce", "ounces", "oz");
        put("time", 1, 1, "second", "seconds", "sec", "secs", "s");
        put("time", 60, 1, "minute", "minutes", "min", "mins");
        put("time", 3600, 1, "hour", "hours", "hr", "hrs", "h");
        put("time", 86_400, 1, "day", "days");
        put("time", 604_800, 1, "week", "weeks");
        put("time:month", 1, 1, "month", "months");
        put("time:month", 12, 1, "year", "years");
        put("volume", 1, 1, "liter", "liters", "litre", "litres", "l");
        put("volume", 1, 1000, "milliliter", "milliliters", "ml");
        put("angle", 1, 1, "degree", "degrees", "deg");
        put("money:dollar", 1, 1, "dollar", "dollars", "usd");
        put("money:dollar", 1, 100, "cent", "cents");
        put("money:euro", 1, 1, "euro", "euros", "eur");
        put("money:sterling", 1, 1, "gbp");
        put("money:yen", 1, 1, "yen", "jpy");
    }

    private Units() {}

    private static void put(String dimension, long numerator, long denominator, String... names) {
        Rational factor = Rational.of(numerator)
                .divide(Rational.of(denominator), Budget.standard())
                .orElseThrow();
        for (String name : names) {
            BY_NAME.put(name, new Unit(names[0], dimension, factor));
        }
    }

    /** The currency of a sign before or behind a number. */
    static Optional<Unit> currency(char sign) {
        return switch (sign) {
            case '$' -> named("dollar");
            case '€' -> named("euro");
            case '£' -> named("gbp");
            case '¥' -> named("yen");
            default -> Optional.empty();
        };
    }

    static Optional<Unit> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The unit that a phrase begins with: "square inches", "cm^2", "hours of work". "Miles per hour" is none. */
    static Optional<Unit> phrase(String phrase, List<String> words, Budget budget) {
        if (words.isEmpty() || words.contains("per") || phrase.indexOf('/') >= 0) {
            return Optional.empty();
        }
        String first = words.getFirst();
        int power = first.equals("square") || first.equals("sq") ? 2 : first.equals("cubic") ? 3 : 1;
        if (power > 1 && words.size() < 2) {
            return Optional.empty();
        }
        String name = power == 1 ? first : words.get(1);
        int raised = power == 1 ? powerBehind(phrase, words) : power;
        return named(name).map(unit -> raised(unit, raised, budget));
    }

    private static int powerBehind(String phrase, List<String> words) {
        int caret = phrase.indexOf('^');
        if (caret >= 0) {
            String power = phrase.substring(caret + 1)
                    .replace("{", "")
                    .replace("}", "")
                    .strip();
            return power.equals("2") ? 2 : power.equals("3") ? 3 : 1;
        }
        String second = words.size() > 1 ? words.get(1) : "";
        return second.equals("squared") ? 2 : second.equals("cubed") ? 3 : 1;
    }

    private static Unit raised(Unit unit, int power, Budget budget) {
        Rational factor = unit.factor();
        for (int more = 1; more < power; more++) {
            factor = factor.multiply(unit.factor(), budget);
        }
        return power == 1 ? unit : new Unit(unit.name() + "^" + power, unit.dimension() + "^" + power, factor);
    }
}
