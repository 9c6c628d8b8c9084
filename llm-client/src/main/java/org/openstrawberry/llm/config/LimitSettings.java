package org.openstrawberry.llm.config;

import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The limits of one provider's key, of all processes together. What is not set is not limited. */
public interface LimitSettings {

    /** Requests in a minute. */
    OptionalLong requestsPerMinute();

    /** Requests that may be made at once after a rest. By default what a second allows, at least 1. */
    OptionalLong requestBurst();

    /** Tokens in a minute, of prompts and replies. */
    OptionalLong tokensPerMinute();

    /** Tokens that may be used at once after a rest. By default what a second allows, at least 1. */
    OptionalLong tokenBurst();

    /** Multiplies the estimate of a call's tokens: a third of its prompt's bytes and its longest reply. */
    @WithDefault("1.0")
    double tokenFactor();

    /** Calls in flight. */
    OptionalInt inFlight();

    /**
     * Whether the calls in flight of each process follow the latency of the server. By default for servers of one's own:
     * {@code vllm}, {@code ollama} and {@code micro}.
     */
    Optional<Boolean> adaptive();
}
