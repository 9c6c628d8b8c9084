package org.openstrawberry.llm.limit.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RateLimitHeadersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Optional<Duration> rest(int status, Map<String, String> headers) {
        Map<String, List<String>> lists = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        return RateLimitHeaders.rest(status, HttpHeaders.of(lists, (_, _) -> true), NOW, 0.25);
    }

    @Test
    void shouldRestAsLongAsARefusalAsks() {
        assertThat(rest(429, Map.of("Retry-After", "7"))).contains(Duration.ofSeconds(7));
        assertThat(rest(503, Map.of("retry-after", "2"))).contains(Duration.ofSeconds(2));
        assertThat(rest(529, Map.of("retry-after", "Sun, 01 Mar 2026 12:00:30 GMT")))
                .contains(Duration.ofSeconds(30));
    }

    @Test
    void shouldNotRestForAHeaderOfASuccessOrOfAnotherFailure() {
        assertThat(rest(200, Map.of("Retry-After", "7"))).isEmpty();
        assertThat(rest(500, Map.of("Retry-After", "7"))).isEmpty();
        assertThat(rest(429, Map.of())).isEmpty();
    }

    @Test
    void shouldRestUntilTheResetWhenTheRefusalNamesAnEmptyBucket() {
        assertThat(rest(429, Map.of("x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", "1m2.5s")))
                .contains(Duration.ofMillis(62_500));
        assertThat(rest(
                        429,
                        Map.of(
                                "anthropic-ratelimit-output-tokens-remaining", "0",
                                "anthropic-ratelimit-output-tokens-reset", "2026-03-01T12:00:20Z")))
                .contains(Duration.ofSeconds(20));
    }

    @Test
    void shouldRestForTheNextRequestOnlyWhenASuccessHasEmptiedTheBucket() {
        // 60 requests flow in within 60 s
        assertThat(rest(
                        200,
                        Map.of(
                                "x-ratelimit-limit-requests", "60",
                                "x-ratelimit-remaining-requests", "0",
                                "x-ratelimit-reset-requests", "60s")))
                .contains(Duration.ofSeconds(1));
        // a quarter of the bucket is what a call is expected to need
        assertThat(rest(200, Map.of("x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", "6000ms")))
                .contains(Duration.ofMillis(1_500));
    }

    @Test
    void shouldNotRestWhileSomethingRemains() {
        assertThat(rest(200, Map.of("x-ratelimit-remaining-requests", "3", "x-ratelimit-reset-requests", "60s")))
                .isEmpty();
    }

    @Test
    void shouldTakeNothingFromHeadersThatCannotBeRead() {
        assertThat(rest(429, Map.of("Retry-After", "soon"))).isEmpty();
        assertThat(rest(429, Map.of("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "later")))
                .isEmpty();
        assertThat(rest(
                        429,
                        Map.of(
                                "anthropic-ratelimit-requests-remaining", "0",
                                "anthropic-ratelimit-requests-reset", "2026-02-01T00:00:00Z")))
                .as("a moment that has passed")
                .isEmpty();
    }
}
