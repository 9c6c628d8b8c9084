package org.openstrawberry.llm.http;

import com.fasterxml.jackson.databind.JsonNode;

/** Takes in what a provider answers to one try. Used by the calling thread only. */
public interface ReplyReader {

    /**
     * Takes a reply that came as a whole.
     *
     * @throws org.openstrawberry.llm.ModelCallException with {@code INVALID_RESPONSE} if it is none
     */
    void whole(JsonNode reply);

    /**
     * Takes the next event of a streamed reply.
     *
     * @throws org.openstrawberry.llm.ModelCallException with {@code INVALID_RESPONSE} if it is none
     */
    void event(JsonNode event);

    /** The stream has sent its closing mark, {@code [DONE]}. */
    void done();

    /** Whether a first token has come, of text or of hidden reasoning. */
    boolean begun();

    /** Whether the whole reply is there. A stream that ends before it is has been cut. */
    boolean complete();
}
