package org.openstrawberry.llm.limit;

import java.nio.charset.StandardCharsets;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.Message;
import org.openstrawberry.llm.ModelCall;

/**
 * How many tokens a call is expected to use: what a third of the prompt's bytes come to, and the longest reply, as
 * providers count too before they know better.
 *
 * @param factor multiplies the estimate
 * @param reply tokens of a reply whose length is not limited
 */
record TokenEstimate(double factor, int reply) {

    private static final int BYTES_PER_TOKEN = 3;

    long of(ModelCall call) {
        long bytes = 0;
        for (Message message : call.messages()) {
            bytes += message.text().getBytes(StandardCharsets.UTF_8).length;
        }
        Integer longest = call.sampling().maxTokens();
        double tokens = (double) bytes / BYTES_PER_TOKEN + (longest == null ? reply : longest);
        return Math.max(1, Math.round(tokens * factor));
    }

    /** What was used; the estimate where the provider does not say. */
    static long used(Usage usage, long estimate) {
        Integer input = usage.input();
        Integer output = usage.output();
        return input == null || output == null ? estimate : (long) input + output;
    }
}
