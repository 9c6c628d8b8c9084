package org.openstrawberry.llm.http;

import java.util.Optional;
import org.openstrawberry.llm.LanguageModel;

/** Puts around a model that makes one request for each call what every network provider shares: limits and retries. */
@FunctionalInterface
public interface ModelGuard {

    /**
     * The model with its guards.
     *
     * @param once makes one request for each call
     * @param endpoint where it is reached
     * @param key what it is called with; limits are counted for the key and the endpoint
     */
    LanguageModel around(LanguageModel once, Endpoint endpoint, Optional<String> key);
}
