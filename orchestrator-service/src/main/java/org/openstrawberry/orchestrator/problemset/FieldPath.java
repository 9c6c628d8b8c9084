package org.openstrawberry.orchestrator.problemset;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a field in a row, {@code answer} or {@code meta.answer}, and reads it as text. */
final class FieldPath {
    /** Numbers beyond these powers of ten are left as they were written. */
    private static final int MAX_PLAIN_SCALE = 100;

    private FieldPath() {}

    /** The value at the path, unless there is none or it is null. A name that holds dots is tried as it stands first. */
    static Optional<JsonNode> find(JsonNode row, String path) {
        JsonNode whole = row.get(path);
        if (whole != null) {
            return whole.isNull() ? Optional.empty() : Optional.of(whole);
        }
        int dot = path.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        JsonNode outer = row.get(path.substring(0, dot));
        return outer == null ? Optional.empty() : find(outer, path.substring(dot + 1));
    }

    /**
     * The text at the path. Whole numbers lose an empty fraction (51.0 is 51); the parts of a list stand on lines.
     *
     * @throws RowRejectedException when there is nothing or an object at the path
     */
    static String text(JsonNode row, String path) {
        return find(row, path)
                .map(value -> asText(value, path))
                .orElseThrow(() -> new RowRejectedException("field \"" + path + "\" is missing"));
    }

    /** The same, empty when there is nothing at the path or only blanks. */
    static Optional<String> optionalText(JsonNode row, String path) {
        return find(row, path).map(value -> asText(value, path).strip()).filter(text -> !text.isEmpty());
    }

    /** The texts of a list, of one text, or of objects that hold their text as {@code solution} or similar. */
    static List<String> texts(JsonNode row, String path) {
        JsonNode value =
                find(row, path).orElseThrow(() -> new RowRejectedException("field \"" + path + "\" is missing"));
        if (!value.isArray()) {
            return List.of(output(value, path));
        }
        List<String> texts = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            texts.add(output(element, path));
        }
        return texts;
    }

    private static String output(JsonNode value, String path) {
        if (!value.isObject()) {
            return asText(value, path);
        }
        for (String field : List.of("solution", "output", "completion", "text", "content")) {
            JsonNode inner = value.get(field);
            if (inner != null && inner.isTextual()) {
                return inner.textValue();
            }
        }
        throw new RowRejectedException("field \"" + path + "\" is an object without a text named solution or output");
    }

    private static String asText(JsonNode value, String path) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isNumber()) {
            return plain(value);
        }
        if (value.isBoolean()) {
            return value.asText();
        }
        if (value.isArray()) {
            List<String> parts = new ArrayList<>(value.size());
            for (JsonNode element : value) {
                if (element.isContainerNode()) {
                    throw new RowRejectedException(
                            "field \"" + path + "\" is a list of lists or objects, not of texts");
                }
                parts.add(asText(element, path));
            }
            return String.join("\n", parts);
        }
        throw new RowRejectedException("field \"" + path + "\" is not a text but " + JsonLinesReader.kind(value));
    }

    private static String plain(JsonNode number) {
        BigDecimal value = number.decimalValue();
        if (Math.abs((long) value.scale()) > MAX_PLAIN_SCALE) {
            return number.asText();
        }
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
