package org.openstrawberry.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Tokens that a provider reported for one call. A count the provider did not report is {@code null}: unknown, which is
 * not zero.
 *
 * @param input tokens of the request, cached ones included
 * @param cached of those, tokens read from the provider's prompt cache
 * @param cacheWritten of those, tokens written to the provider's prompt cache, where it charges for that
 * @param output tokens of the reply, reasoning included
 * @param reasoning of those, tokens of hidden reasoning
 */
public record Usage(
        @Nullable Integer input,
        @Nullable Integer cached,
        @Nullable Integer cacheWritten,
        @Nullable Integer output,
        @Nullable Integer reasoning) {

    /** Nothing was reported. */
    public static final Usage UNKNOWN = new Usage(null, null, null, null, null);

    /** Usage of which it is not known whether anything was written to a prompt cache. */
    public Usage(
            @Nullable Integer input, @Nullable Integer cached, @Nullable Integer output, @Nullable Integer reasoning) {
        this(input, cached, null, output, reasoning);
    }
}
