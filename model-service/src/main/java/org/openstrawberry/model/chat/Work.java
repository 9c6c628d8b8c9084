package org.openstrawberry.model.chat;

import java.util.concurrent.CompletableFuture;
import org.openstrawberry.micro.sample.SampleRequest;

/** How a request is answered. */
sealed interface Work {

    /**
     * Replies are sampled.
     *
     * @param prompt what they reply to, without the request's settings
     */
    record Sampled(SampleRequest prompt) implements Work {}

    /**
     * There is one reply, which no draw decides.
     *
     * @param promptTokens tokens that were read
     */
    record Fixed(CompletableFuture<String> text, int promptTokens) implements Work {}
}
