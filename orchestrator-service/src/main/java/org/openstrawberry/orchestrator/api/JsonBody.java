package org.openstrawberry.orchestrator.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A JSON object that came as a body. Read whole, within a limit, before anything is done with it, so that a body that
 * was cut on its way has no effect.
 *
 * @param fields of the object
 */
record JsonBody(ObjectNode fields) {
    private static final int MAX_DEPTH = 20;
    /** A tree takes about a hundred bytes for each, so a body of nothing but brackets could take thirty times its size. */
    private static final int MAX_TOKENS = 1_000_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /**
     * Reads the rest of a body.
     *
     * @param head what was read of it before
     * @throws ApiException when it is too large, not UTF-8, not JSON or not an object
     * @throws IOException when the connection breaks
     */
    static JsonBody read(byte[] head, InputStream rest, int maxBytes) throws IOException {
        return of(bytes(head, rest, maxBytes));
    }

    /**
     * Reads a whole body.
     *
     * @throws ApiException when it is not UTF-8, not JSON or not an object
     */
    static JsonBody of(byte[] bytes) {
        return parse(decode(bytes));
    }

    private static byte[] bytes(byte[] head, InputStream rest, int maxBytes) throws IOException {
        byte[] tail = rest.readNBytes(Math.max(0, maxBytes + 1 - head.length));
        if (head.length + tail.length > maxBytes) {
            throw new ApiException(ErrorCode.TOO_LARGE, "The body has more than " + maxBytes + " bytes");
        }
        byte[] bytes = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, bytes, head.length, tail.length);
        return bytes;
    }

    /**
     * Reads an object from text.
     *
     * @throws ApiException when it is not JSON or not an object
     */
    static JsonBody parse(String text) {
        try {
            JsonNode node = text.isBlank() ? MAPPER.missingNode() : MAPPER.readTree(text);
            if (node instanceof ObjectNode fields) {
                return new JsonBody(fields);
            }
            throw new ApiException(
                    ErrorCode.MALFORMED_JSON,
                    node.isMissingNode() ? "A JSON object is needed, but there is nothing" : "A JSON object is needed");
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            String where = location == null
                    ? ""
                    : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
            throw ApiException.causedBy(ErrorCode.MALFORMED_JSON, e.getOriginalMessage() + where, e);
        }
    }

    /** SHA-256 of the content: the same for the same fields and values, in whatever order and layout they came. */
    String hash() {
        try {
            byte[] canonical = MAPPER.writeValueAsBytes(sorted(fields));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JSON tree can always be written and hashed", e);
        }
    }

    private static Object sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new TreeMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), sorted(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            return node.valueStream().map(JsonBody::sorted).toList();
        }
        return node;
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiException.causedBy(ErrorCode.MALFORMED_JSON, "The body is not UTF-8", e);
        }
    }
}
