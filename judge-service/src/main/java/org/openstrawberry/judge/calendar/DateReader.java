package org.openstrawberry.judge.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a whole text as one date: 2026-01-31, 01/31/2026 (the month first, unless it cannot be one), January 31st, 2026,
 * 31 January 2026, with or without the day of the week.
 */
final class DateReader {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> MONTH_NAMES = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    private static final Pattern ISO = Pattern.compile("^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$");
    private static final Pattern NUMERIC = Pattern.compile("^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})$");
    private static final Pattern MONTH_FIRST =
            Pattern.compile("^([a-z]{3,9})\\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})$");
    private static final Pattern DAY_FIRST =
            Pattern.compile("^(?:the )?([0-9]{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\\.?,? ([0-9]{4})$");
    private static final Pattern WEEKDAY = Pattern.compile("^(?:mon|tues|wednes|thurs|fri|satur|sun)day,? ");

    private DateReader() {}

    static Optional<LocalDate> read(String plain) {
        if (plain.length() > 40) {
            return Optional.empty();
        }
        String lower = plain.toLowerCase(Locale.ROOT).strip().replaceAll(" {2,}", " ");
        String text = WEEKDAY.matcher(lower).replaceFirst("");
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            return date(iso.group(1), iso.group(2), iso.group(3));
        }
        Matcher numeric = NUMERIC.matcher(text);
        if (numeric.matches()) {
            return date(numeric.group(3), numeric.group(1), numeric.group(2))
                    .or(() -> date(numeric.group(3), numeric.group(2), numeric.group(1)));
        }
        Matcher monthFirst = MONTH_FIRST.matcher(text);
        if (monthFirst.matches()) {
            return month(monthFirst.group(1)).flatMap(month -> date(monthFirst.group(3), month, monthFirst.group(2)));
        }
        Matcher dayFirst = DAY_FIRST.matcher(text);
        return dayFirst.matches()
                ? month(dayFirst.group(2)).flatMap(month -> date(dayFirst.group(3), month, dayFirst.group(1)))
                : Optional.empty();
    }

    private static Optional<String> month(String name) {
        int full = MONTH_NAMES.indexOf(name);
        int index = full >= 0 ? full : MONTHS.indexOf(name.equals("sept") ? "sep" : name);
        return index < 0 ? Optional.empty() : Optional.of(String.valueOf(index + 1));
    }

    private static Optional<LocalDate> date(String year, String month, String day) {
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
