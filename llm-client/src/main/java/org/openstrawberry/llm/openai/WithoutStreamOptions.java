package org.openstrawberry.llm.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.openstrawberry.llm.http.RequestEdit;

/** Takes {@code stream_options}, which langchain4j always writes, out of requests to servers that refuse it. */
final class WithoutStreamOptions implements RequestEdit {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String apply(String body) {
        try {
            JsonNode request = JSON.readTree(body);
            return request instanceof ObjectNode object && object.remove("stream_options") != null
                    ? JSON.writeValueAsString(object)
                    : body;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request that is not JSON", e);
        }
    }

    /** What is done to requests, depending on whether usage in streams may be asked for. */
    static RequestEdit unless(boolean streamUsage) {
        return streamUsage ? RequestEdit.NONE : new WithoutStreamOptions();
    }
}
