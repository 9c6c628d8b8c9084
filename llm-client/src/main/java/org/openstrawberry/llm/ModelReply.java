package org.openstrawberry.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.Usage;

/**
 * What a model answered.
 *
 * @param text the reply, possibly empty
 * @param usage the tokens as the provider reported them; {@link Usage#UNKNOWN} where it reported none
 * @param finishReason why the reply ends
 * @param providerModel the model's id in the provider's reply, which may be more exact than the one asked for
 * @param latency of the try that succeeded, from the request to the last byte
 * @param tries requests made, this one included
 */
public record ModelReply(
        String text,
        Usage usage,
        FinishReason finishReason,
        @Nullable String providerModel,
        Duration latency,
        int tries) {

    /** The same reply after so many tries. */
    public ModelReply withTries(int newTries) {
        return new ModelReply(text, usage, finishReason, providerModel, latency, newTries);
    }
}
