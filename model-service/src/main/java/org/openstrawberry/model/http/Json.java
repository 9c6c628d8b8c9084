package org.openstrawberry.model.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** JSON within bounds. */
public final class Json {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_STRING = 1_000_000;
    private static final int MAX_NUMBER = 100;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Any value as JSON. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** JSON as a value. */
    public static <T> T value(JsonNode tree, Class<T> type) throws JsonProcessingException {
        return MAPPER.treeToValue(tree, type);
    }

    /** The bytes of JSON, in UTF-8. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads one value.
     *
     * @throws JsonProcessingException if it is no JSON, or there is more behind it
     */
    public static JsonNode parse(byte[] bytes) throws JsonProcessingException {
        try {
            return Objects.requireNonNullElse(MAPPER.readTree(bytes), MAPPER.missingNode());
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The object that is a request's body; an empty body is an empty object.
     *
     * @throws ApiException if it is no JSON object
     */
    public static Fields body(byte[] bytes) {
        if (bytes.length == 0) {
            return new Fields(object(), "");
        }
        try {
            if (parse(bytes) instanceof ObjectNode object) {
                return new Fields(object, "");
            }
        } catch (JsonProcessingException e) {
            throw ApiException.invalid(
                    null, "invalid_json", "The body is no valid JSON: " + e.getOriginalMessage() + place(e));
        }
        throw ApiException.invalid(null, "invalid_json", "The body must be a JSON object.");
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
