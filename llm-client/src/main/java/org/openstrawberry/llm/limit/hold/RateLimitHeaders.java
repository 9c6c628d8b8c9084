package org.openstrawberry.llm.limit.hold;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openstrawberry.llm.http.RetryAfter;

/**
 * How long a response asks that nothing more be sent: {@code Retry-After} of a refusal (429, 503, 529), or a bucket that a
 * header calls empty. OpenAI and Groq send {@code x-ratelimit-remaining-requests|tokens} with
 * {@code x-ratelimit-reset-*} as a span ({@code 1m30.5s}), Anthropic {@code anthropic-ratelimit-*} with the reset as a
 * moment (RFC 3339). With both the reset says when the bucket will be full again, not when it has room; after a success
 * the share that belongs to one request is waited for, after a refusal the whole.
 */
public final class RateLimitHeaders {

    private static final String[] PREFIXES = {"x-ratelimit-%s-requests", "x-ratelimit-%s-tokens"};
    private static final String[] ANTHROPIC = {
        "anthropic-ratelimit-requests-%s",
        "anthropic-ratelimit-tokens-%s",
        "anthropic-ratelimit-input-tokens-%s",
        "anthropic-ratelimit-output-tokens-%s"
    };
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|d)");
    private static final Pattern SPANS = Pattern.compile("(?:\\d{1,9}(?:\\.\\d{1,9})?(?:ms|s|m|h|d))+");

    private RateLimitHeaders() {}

    /**
     * How long nothing should be sent from now; empty if the response does not say. Headers that cannot be read say
     * nothing.
     *
     * @param share of a bucket that one request is expected to need, from 0 to 1
     */
    public static Optional<Duration> rest(int status, HttpHeaders headers, Instant now, double share) {
        boolean refused = status == 429 || status == 503 || status == 529;
        Optional<Duration> asked = refused
                ? headers.firstValue("Retry-After").flatMap(value -> RetryAfter.parse(value, now))
                : Optional.empty();
        if (asked.isPresent()) {
            return asked;
        }
        return Stream.concat(Stream.of(PREFIXES), Stream.of(ANTHROPIC))
                .flatMap(form -> empty(form, headers, now, refused, share).stream())
                .filter(Duration::isPositive)
                .max(Comparator.naturalOrder());
    }

    private static Optional<Duration> empty(
            String form, HttpHeaders headers, Instant now, boolean refused, double share) {
        boolean none = header(form, "remaining", headers)
                .filter(value -> value.strip().matches("0+"))
                .isPresent();
        if (!none) {
            return Optional.empty();
        }
        Optional<Duration> full = header(form, "reset", headers).flatMap(value -> span(value.strip(), now));
        if (refused) {
            return full;
        }
        boolean ofRequests = form.contains("requests");
        double one = ofRequests
                ? header(form, "limit", headers).map(RateLimitHeaders::inverse).orElse(1.0)
                : share;
        return full.map(reset -> Duration.ofNanos((long) (reset.toNanos() * one)));
    }

    private static Optional<String> header(String form, String what, HttpHeaders headers) {
        return headers.firstValue(form.formatted(what));
    }

    private static double inverse(String limit) {
        return limit.strip().matches("[1-9]\\d{0,11}") ? 1.0 / Long.parseLong(limit.strip()) : 1.0;
    }

    private static Optional<Duration> span(String value, Instant now) {
        if (SPANS.matcher(value).matches()) {
            Duration sum = Duration.ZERO;
            Matcher part = SPAN.matcher(value);
            while (part.find()) {
                sum = sum.plusMillis(Math.round(Double.parseDouble(part.group(1)) * millis(part.group(2))));
            }
            return Optional.of(sum);
        }
        try {
            return Optional.of(Duration.between(now, OffsetDateTime.parse(value.toUpperCase(Locale.ROOT))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }
}
