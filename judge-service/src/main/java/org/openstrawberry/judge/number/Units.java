package org.openstrawberry.judge.number;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.judge.rational.Rational;

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
        put("time", 1, 1000, "millisecond", "milliseconds", "ms");
        put("time", 60, 1, "minute", "minutes", "min", "mins");
        put("time", 3600, 1, "hour", "hours", "hr", "hrs", "h");
        put("time", 86_400, 1, "day", "days");
        put("time", 604_800, 1, "week", "weeks");
        put("time:month", 1, 1, "month", "months");
        put("time:month", 12, 1, "year", "years", "yr", "yrs");
        put("length^3", 1, 1000, "liter", "liters", "litre", "litres", "l");
        put("length^3", 1, 1_000_000, "milliliter", "milliliters", "ml", "cc");
        put("volume:gallon", 1, 1, "gallon", "gallons", "gal");
        put("volume:gallon", 1, 4, "quart", "quarts", "qt");
        put("volume:gallon", 1, 8, "pint", "pints", "pt");
        put("volume:gallon", 1, 16, "cup", "cups");
        put(Unit.ANGLE, 1, 1, "degree", "degrees", "deg");
        put("temperature:celsius", 1, 1, "celsius");
        put("temperature:fahrenheit", 1, 1, "fahrenheit");
        put("temperature:kelvin", 1, 1, "kelvin", "kelvins");
        put("mass*length*time^-2", 1000, 1, "newton", "newtons");
        put("mass*length^2*time^-2", 1000, 1, "joule", "joules");
        put("mass*length^2*time^-2", 1_000_000, 1, "kilojoule", "kilojoules", "kj");
        put("mass*length^2*time^-3", 1000, 1, "watt", "watts");
        put("mass*length^2*time^-3", 1_000_000, 1, "kilowatt", "kilowatts", "kw");
        put("length*time^-1", 1_609_344, 3_600_000, "mph");
        put("length*time^-1", 1000, 3600, "kph", "kmh");
        put("time^-1", 1, 1, "hertz", "hz");
        put("money:dollar", 1, 1, "dollar", "dollars", "usd");
        put("money:dollar", 1, 100, "cent", "cents", "¢");
        put("money:euro", 1, 1, "euro", "euros", "eur");
        put("money:sterling", 1, 1, "gbp");
        put("money:yen", 1, 1, "yen", "jpy");
    }

    /** Letters that are units only when written like this. */
    private static final Map<String, String> LETTERS = Map.of(
            "m", "m", "g", "g", "s", "s", "h", "h", "l", "l", "L", "l", "N", "newton", "J", "joule", "W", "watt");

    private Units() {}

    private static void put(String dimension, long numerator, long denominator, String... names) {
        Rational factor = Rational.of(numerator).divideBy(denominator);
        for (String name : names) {
            BY_NAME.put(name, new Unit(names[0], canonical(dimension), factor));
        }
    }

    /** Powers in the order in which products of units write them. */
    private static String canonical(String dimension) {
        return UnitProduct.canonical(dimension);
    }

    /** The currency of a sign before or behind a number. */
    static Optional<Unit> currency(char sign) {
        return switch (sign) {
            case '$' -> named("dollar");
            case '€' -> named("euro");
            case '£' -> named("gbp");
            case '¥' -> named("yen");
            case '¢' -> named("cent");
            default -> Optional.empty();
        };
    }

    static Optional<Unit> named(String name) {
        String wanted = name.length() == 1 && Character.isLetter(name.charAt(0))
                ? LETTERS.getOrDefault(name, "")
                : name.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_NAME.get(wanted));
    }
}
