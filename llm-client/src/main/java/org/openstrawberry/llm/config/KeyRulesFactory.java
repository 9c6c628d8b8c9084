package org.openstrawberry.llm.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.limit.KeyRules;
import org.openstrawberry.llm.limit.WaitingCap;
import org.openstrawberry.llm.limit.circuit.CircuitPolicy;
import org.openstrawberry.llm.limit.pace.Pacing;
import org.openstrawberry.llm.limit.pace.Rate;

/** Makes a provider's rules from its settings. */
final class KeyRulesFactory {
    /** Servers of one's own, and what each is trusted with before anything is known of its latency. */
    private static final Map<String, Integer> SELF_HOSTED = Map.of("vllm", 64, "ollama", 8, "micro", 8);

    private static final int OTHERS_FIRST = 16;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<String, LimitSettings> limits;
    private final LimiterSettings limiter;
    private final int mostWaiting;

    KeyRulesFactory(Map<String, LimitSettings> limits, LimiterSettings limiter, WaitingCap cap) {
        this.limits = limits;
        this.limiter = limiter;
        this.mostWaiting = limiter.mostWaiting().orElse(cap.calls());
    }

    KeyRules of(String provider) {
        @Nullable LimitSettings own = limits.get(provider);
        boolean adaptive =
                Optional.ofNullable(own).flatMap(LimitSettings::adaptive).orElse(SELF_HOSTED.containsKey(provider));
        LimiterSettings.CircuitSettings circuit = limiter.circuit();
        return new KeyRules(
                own == null
                        ? new Pacing(Optional.empty(), Optional.empty(), Pacing.DEFAULT_BLOCK)
                        : new Pacing(
                                rate(own.requestsPerMinute(), own.requestBurst()),
                                rate(own.tokensPerMinute(), own.tokenBurst()),
                                Pacing.DEFAULT_BLOCK),
                own == null ? OptionalInt.empty() : own.inFlight(),
                adaptive ? OptionalInt.of(SELF_HOSTED.getOrDefault(provider, OTHERS_FIRST)) : OptionalInt.empty(),
                limiter.mostAdaptive(),
                own == null ? 1 : own.tokenFactor(),
                limiter.replyTokens(),
                mostWaiting,
                limiter.longestWait(),
                limiter.longestRest(),
                limiter.lease(),
                new CircuitPolicy(circuit.window(), circuit.failureRatio(), circuit.pause()));
    }

    private Optional<Rate> rate(OptionalLong perMinute, OptionalLong burst) {
        if (perMinute.isEmpty()) {
            return Optional.empty();
        }
        long aSecondsWorth = Math.max(1, perMinute.getAsLong() / MINUTE.toSeconds());
        return Optional.of(new Rate(perMinute.getAsLong(), MINUTE, burst.orElse(aSecondsWorth), limiter.headroom()));
    }
}
