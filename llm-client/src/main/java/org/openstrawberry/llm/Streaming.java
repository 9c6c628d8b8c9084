package org.openstrawberry.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That a reply is to be streamed, where the provider's protocol has that. The reply of the call is the same as without;
 * what is gained is an early end of tries that do not begin, and a look at the text as it is written.
 *
 * @param firstToken longest wait for the first token, of text or of hidden reasoning; {@code null} for the configured one
 * @param listener who hears the text; {@code null} for nobody
 */
public record Streaming(
        @Nullable Duration firstToken, @Nullable TokenListener listener) {

    /** With the configured limit, heard by nobody. */
    public static final Streaming DEFAULT = new Streaming(null, null);

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Streaming {
        if (firstToken != null && !firstToken.isPositive()) {
            throw new IllegalArgumentException("the limit of the first token is positive, not " + firstToken);
        }
    }

    /** With the configured limit, heard by this listener. */
    public static Streaming to(TokenListener listener) {
        return new Streaming(null, listener);
    }
}
