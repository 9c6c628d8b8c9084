package org.openstrawberry.model.chat;

import java.util.List;
import java.util.OptionalInt;
import org.openstrawberry.model.template.ChatMessage;

/**
 * A chat completion that is asked for.
 *
 * @param choices replies to sample
 * @param seed of every draw
 * @param temperature 0 to 2
 * @param topP above 0, up to 1
 * @param maxTokens most tokens of a reply; as many as the context holds if it is not said
 * @param stops texts before which a reply ends
 * @param logProbabilities whether each token's is told
 * @param stream whether the reply is told as it comes
 * @param streamUsage whether a stream ends with what was used
 */
record ChatRequest(
        String model,
        List<ChatMessage> messages,
        int choices,
        long seed,
        double temperature,
        double topP,
        OptionalInt maxTokens,
        List<String> stops,
        boolean logProbabilities,
        boolean stream,
        boolean streamUsage) {

    ChatRequest {
        messages = List.copyOf(messages);
        stops = List.copyOf(stops);
    }

    /** The seed of one of the choices. */
    long seed(int choice) {
        return seed + choice * 0x9E3779B97F4A7C15L;
    }
}
