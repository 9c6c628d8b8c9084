package org.openstrawberry.cli.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class Numbers {
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int HUNDRED = 100;
    private static final double SECONDS_PER_NANO = 1e-9;

    private Numbers() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(BigDecimal number) {
        return count(number.longValue());
    }

    /** Exact, without an exponent. */
    static String amount(BigDecimal amount, String currency) {
        return amount.toPlainString() + (currency.isEmpty() ? "" : " " + currency);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * HUNDRED);
    }

    static String rate(double perSecond) {
        return perSecond < 10
                ? String.format(Locale.ROOT, "%.1f", perSecond)
                : String.format(Locale.ROOT, "%,.0f", perSecond);
    }

    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", duration.toNanos() * SECONDS_PER_NANO);
        }
        return seconds < HOUR
                ? "%d min %02d s".formatted(seconds / MINUTE, seconds % MINUTE)
                : "%d h %02d min".formatted(seconds / HOUR, seconds % HOUR / MINUTE);
    }

    static String clock(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < HOUR
                ? "%d:%02d".formatted(seconds / MINUTE, seconds % MINUTE)
                : "%d:%02d:%02d".formatted(seconds / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE);
    }
}
