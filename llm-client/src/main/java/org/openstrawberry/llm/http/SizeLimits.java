package org.openstrawberry.llm.http;

/**
 * How much of a response is read.
 *
 * @param response most bytes of a response that comes as a whole, and of one line of a stream; also the most characters of
 *     a streamed reply's text, so that a stream takes no more memory than a whole response
 * @param stream most bytes of a stream, in which a token of four bytes may travel in an envelope of several hundred
 */
public record SizeLimits(long response, long stream) {

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is not positive, or a stream may have less than a whole response
     */
    public SizeLimits {
        if (response <= 0 || stream < response) {
            throw new IllegalArgumentException(
                    "limits of " + response + " bytes and, streamed, " + stream + " bytes make no sense");
        }
    }
}
