package org.openstrawberry.llm.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;

class BackoffTest {

    private static final RetryPolicy POLICY = new RetryPolicy(
            10, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(15));

    private static Backoff backoff(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Backoff(POLICY, () -> random);
    }

    private static ModelCallException failure(Code code) {
        return new ModelCallException(code, "test");
    }

    @Property
    void shouldJitterBetweenOneSecondAndTheGrowingCeiling(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int tries) {
        // when
        Duration delay = backoff(seed)
                .next(failure(Code.SERVER_ERROR), tries, Duration.ZERO)
                .orElseThrow();

        // then
        assertThat(delay).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(Math.min(60, 1L << tries)));
    }

    @Property
    void shouldNeverComeBackBeforeItIsAskedTo(@ForAll long seed, @ForAll @IntRange(max = 120) int seconds) {
        // given
        ModelCallException limited =
                new ModelCallException(Code.RATE_LIMITED, "test", 429, Duration.ofSeconds(seconds));

        // when
        Duration delay = backoff(seed).next(limited, 1, Duration.ZERO).orElseThrow();

        // then
        assertThat(delay).isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds + 1));
    }

    @Test
    void shouldSpreadOverTheWholeSpan() {
        // given
        Backoff backoff = backoff(1);

        // when
        double mean = java.util.stream.IntStream.range(0, 2000)
                .mapToLong(i -> backoff.next(failure(Code.SERVER_ERROR), 9, Duration.ZERO)
                        .orElseThrow()
                        .toMillis())
                .average()
                .orElseThrow();

        // then
        assertThat(mean).isBetween(29_000.0, 32_000.0);
    }

    @Test
    void shouldStopWhenTriesOrTimeAreUsedUp() {
        // given
        Backoff backoff = backoff(1);

        // when / then
        assertThat(backoff.next(failure(Code.SERVER_ERROR), 10, Duration.ZERO)).isEmpty();
        assertThat(backoff.next(failure(Code.SERVER_ERROR), 1, Duration.ofMinutes(15)))
                .isEmpty();
        assertThat(backoff.next(failure(Code.SERVER_ERROR), 1, Duration.ofMinutes(14)))
                .isPresent();
    }

    @Test
    void shouldStopWhenAskedToWaitLongerThanAllowed() {
        // given
        ModelCallException limited = new ModelCallException(Code.RATE_LIMITED, "test", 429, Duration.ofSeconds(121));

        // when / then
        assertThat(backoff(1).next(limited, 1, Duration.ZERO)).isEmpty();
    }

    @Test
    void shouldNeverRepeatWhatIsFinalOrMayHaveBeenChargedFor() {
        for (Code code : Code.values()) {
            assertThat(backoff(1).next(failure(code), 1, Duration.ZERO).isPresent())
                    .as(code.name())
                    .isEqualTo(code.retryable() && !code.possiblyBilled());
            assertThat(backoff(1).next(failure(code).asFinal(), 1, Duration.ZERO))
                    .isEmpty();
        }
    }
}
