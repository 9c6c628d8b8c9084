package org.openstrawberry.llm.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * The header {@code Retry-After}: seconds, or an HTTP date (RFC 9110, 10.2.3 and 5.6.7). OpenAI and Azure also send
 * {@code retry-after-ms}, which is more exact.
 */
public final class RetryAfter {

    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.ROOT);

    private RetryAfter() {}

    /** How long these headers ask to wait from now. */
    static Optional<Duration> of(HttpHeaders headers, Instant now) {
        return headers.firstValue("retry-after-ms")
                .map(String::strip)
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> Duration.ofMillis(Long.parseLong(value)))
                .or(() -> headers.firstValue("Retry-After").flatMap(value -> parse(value, now)));
    }

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
