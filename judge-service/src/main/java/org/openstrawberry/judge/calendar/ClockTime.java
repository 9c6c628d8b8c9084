package org.openstrawberry.judge.calendar;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openstrawberry.judge.value.Sameness;

/**
 * A time of day.
 *
 * @param seconds since midnight; of the morning when the half of the day is not said
 * @param half whether the half of the day is known: by "am" or "pm", by an hour after twelve or a zero before
 */
record ClockTime(int seconds, boolean half) {
    private static final int NOON = 12 * 3_600;
    private static final Pattern TEXT =
            Pattern.compile("^([0-9]{1,2})(?::([0-9]{2}))?(?::([0-9]{2}))?(?: ?([ap])\\.? ?m\\.?)?$");

    /** Reads a whole text as one time; empty when it is none. */
    static Optional<ClockTime> read(String plain) {
        if (plain.length() > 20) {
            return Optional.empty();
        }
        String lower = plain.toLowerCase(Locale.ROOT).strip();
        switch (lower) {
            case "noon", "12 noon" -> {
                return Optional.of(new ClockTime(NOON, true));
            }
            case "midnight", "12 midnight" -> {
                return Optional.of(new ClockTime(0, true));
            }
            default -> {}
        }
        Matcher matcher = TEXT.matcher(lower);
        if (!matcher.matches() || (matcher.group(2) == null && matcher.group(4) == null)) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(matcher.group(1));
        int minute = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        int second = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        String half = matcher.group(4);
        boolean tooLate = hour > (half == null ? 23 : 12);
        boolean noHour = half != null && hour == 0;
        if (minute > 59 || second > 59 || tooLate || noHour) {
            return Optional.empty();
        }
        int rest = minute * 60 + second;
        if (half == null) {
            boolean known = hour > 12 || matcher.group(1).startsWith("0");
            return Optional.of(new ClockTime(hour * 3_600 + rest, known));
        }
        return Optional.of(new ClockTime(hour % 12 * 3_600 + rest + (half.equals("p") ? NOON : 0), true));
    }

    /** A time without its half of the day is the same as either. */
    Sameness compare(ClockTime other) {
        boolean bothKnown = half && other.half;
        boolean same = bothKnown ? seconds == other.seconds : seconds % NOON == other.seconds % NOON;
        return Sameness.of(same);
    }
}
