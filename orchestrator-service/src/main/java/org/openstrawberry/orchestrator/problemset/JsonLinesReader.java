package org.openstrawberry.orchestrator.problemset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** One JSON object on each line; blank lines are passed over. */
final class JsonLinesReader implements RowReader {
    private final RecordSplitter lines;
    private final ImportLimits limits;
    private final ObjectReader reader;

    JsonLinesReader(InputStream in, ImportLimits limits) {
        this.lines = RecordSplitter.lines(in, limits.rowBytes());
        this.limits = limits;
        this.reader = Json.mapper(limits.rowBytes()).reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    @Override
    public Optional<Row> next() throws IOException {
        while (true) {
            Optional<TextRecord> next = lines.next();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            TextRecord record = next.get();
            if (record.tooLong() || !record.text().isBlank()) {
                return Optional.of(row(record));
            }
        }
    }

    private Row row(TextRecord record) {
        if (record.tooLong()) {
            return new Row.Broken(record.line(), "the line has more than " + limits.rowBytes() + " bytes");
        }
        try {
            JsonNode node = reader.readTree(record.text());
            return node instanceof ObjectNode fields
                    ? new Row.Fields(record.line(), fields)
                    : new Row.Broken(record.line(), "not an object but " + kind(node));
        } catch (JsonProcessingException e) {
            return new Row.Broken(record.line(), "not JSON: " + Json.problem(e));
        }
    }

    /** A value's kind in words. */
    static String kind(JsonNode node) {
        return "a value of type " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
