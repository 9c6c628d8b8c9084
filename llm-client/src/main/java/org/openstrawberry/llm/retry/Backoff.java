package org.openstrawberry.llm.retry;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.openstrawberry.llm.ModelCallException;

/**
 * How long to wait before the next try: full jitter over an exponentially growing span, or what the provider asks for
 * and a little more, so that callers that were refused together do not come back together.
 */
final class Backoff {

    private final RetryPolicy policy;
    private final Supplier<? extends RandomGenerator> random;

    Backoff(RetryPolicy policy, Supplier<? extends RandomGenerator> random) {
        this.policy = policy;
        this.random = random;
    }

    /**
     * The wait after a failed try; empty if there is to be no further try. One that may be charged for is the caller's to
     * repeat, who knows whether there is money for it.
     *
     * @param failure why it failed
     * @param tries tries made, from 1
     * @param elapsed since the first try began
     */
    Optional<Duration> next(ModelCallException failure, int tries, Duration elapsed) {
        if (!failure.retryable() || failure.possiblyBilled() || tries >= policy.maxTries()) {
            return Optional.empty();
        }
        Optional<Duration> asked = failure.retryAfter();
        if (asked.isPresent() && asked.get().compareTo(policy.maxRetryAfter()) > 0) {
            return Optional.empty();
        }
        Duration delay = asked.map(wait -> wait.plus(between(Duration.ZERO, policy.minDelay())))
                .orElseGet(() -> between(policy.minDelay(), ceiling(tries)));
        return elapsed.plus(delay).compareTo(policy.maxDuration()) > 0 ? Optional.empty() : Optional.of(delay);
    }

    private Duration ceiling(int tries) {
        // 2^30 times the shortest delay is beyond any longest one.
        Duration grown = policy.minDelay().multipliedBy(1L << Math.min(tries, 30));
        return grown.compareTo(policy.maxDelay()) < 0 ? grown : policy.maxDelay();
    }

    private Duration between(Duration least, Duration most) {
        long span = Math.max(0, most.minus(least).toNanos());
        return least.plusNanos(random.get().nextLong(span + 1));
    }
}
