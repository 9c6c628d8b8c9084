package org.openstrawberry.llm.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** The header {@code Retry-After}: seconds, or an HTTP date (RFC 9110, 10.2.3 and 5.6.7). */
public final class RetryAfter {

    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.ROOT);

    private RetryAfter() {}

    /** How long to wait from now; zero for a moment that has passed; empty if the value has neither form. */
    public static Optional<Duration> parse(String value, Instant now) {
        String trimmed = value.strip();
        // Providers also send fractions of seconds, which the RFC does not have.
        if (trimmed.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(trimmed) * 1000)));
        }
        try {
            Duration wait = Duration.between(
                    now, ZonedDateTime.parse(trimmed, IMF_FIXDATE).toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
