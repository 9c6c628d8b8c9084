package org.openstrawberry.llm.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How models are called. Keys and addresses of providers are variables of their own, as {@code OPENAI_API_KEY}. */
@ConfigMapping(prefix = "strawberry.models")
public interface ModelSettings {

    /** Longest wait for a connection. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** Longest duration of one try, from connecting to the last byte, unless a call brings its own. */
    @WithDefault("5m")
    Duration timeout();

    /** Longest wait for the first token of a streamed reply, from connecting on, unless a call brings its own. */
    @WithDefault("2m")
    Duration firstTokenTimeout();

    /** Whether calls are streamed: the first token's time-out is then in force. */
    @WithDefault("false")
    boolean stream();

    /** What holds for one provider, by its prefix. */
    @WithDefaults
    Map<String, Provider> provider();

    /**
     * Largest response that is read, in bytes, 4 MiB; a larger one is refused. Of a stream this bounds each line in bytes,
     * and the reply's text in characters.
     */
    @WithDefault("4194304")
    long maxResponseBytes();

    /**
     * Largest stream that is read, in bytes, 64 MiB; a larger one is refused. Not less than a whole response: each token
     * comes in an envelope many times its size, and this is enough for 128,000 of them with 500 bytes each.
     */
    @WithDefault("67108864")
    long maxStreamBytes();

    /**
     * A file of prices that take precedence over the built-in list prices, in the same format; also named by the
     * variable {@code STRAWBERRY_PRICES}.
     */
    @WithDefault("${STRAWBERRY_PRICES:}")
    Optional<String> prices();

    /** When a failed call is tried again. */
    Retry retry();

    /** What holds for one provider. */
    interface Provider {

        /** Instead of the time-out that holds for all. */
        Optional<Duration> timeout();

        /** Instead of the first token's time-out that holds for all. */
        Optional<Duration> firstTokenTimeout();

        /** Instead of what holds for all. */
        Optional<Boolean> stream();

        /** Whether usage is asked for in streams; for servers that refuse {@code stream_options}. */
        @WithDefault("true")
        boolean streamUsage();

        /** Whether the trace is named as {@code prompt_cache_key}, to OpenAI and Azure. */
        @WithDefault("true")
        boolean promptCacheKey();
    }
    /** The limits of providers' keys, by the provider's prefix. */
    Map<String, LimitSettings> limits();

    /** How limits are kept. */
    LimiterSettings limiter();

    /** When a failed call is tried again. */
    interface Retry {

        /** Most tries of one call, the first included. */
        @WithDefault("6")
        int maxTries();

        /** Shortest wait between two tries. */
        @WithDefault("1s")
        Duration minDelay();

        /** Longest wait between two tries, unless the provider asks for a longer one. */
        @WithDefault("60s")
        Duration maxDelay();

        /** Longest wait that a provider may ask for with {@code Retry-After}; if it asks for more, the call fails. */
        @WithDefault("2m")
        Duration maxRetryAfter();

        /** No try begins later than this after the first. */
        @WithDefault("15m")
        Duration maxDuration();
    }
}
