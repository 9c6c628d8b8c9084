package org.openstrawberry.orchestrator.problemset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Comma-separated values whose first record names the fields. The delimiter may also be a semicolon or a tab. */
final class CsvReader implements RowReader {
    private static final CsvMapper MAPPER =
            CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

    private final RecordSplitter records;
    private final ObjectReader reader;
    private final ImportLimits limits;
    private final List<String> header;

    /** @throws ImportException when the header cannot be used */
    CsvReader(InputStream in, ImportLimits limits, char delimiter) throws IOException {
        this.records = RecordSplitter.csv(in, limits.rowBytes(), delimiter);
        this.reader =
                MAPPER.readerFor(String[].class).with(CsvSchema.emptySchema().withColumnSeparator(delimiter));
        this.limits = limits;
        this.header = header();
    }

    @Override
    public Optional<Row> next() throws IOException {
        while (true) {
            Optional<TextRecord> next = records.next();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            TextRecord record = next.get();
            if (record.tooLong() || !record.text().isBlank()) {
                return Optional.of(row(record));
            }
        }
    }

    private List<String> header() throws IOException {
        TextRecord first = records.next().orElseThrow(() -> malformed("it has no header"));
        if (first.tooLong() || first.openQuote()) {
            throw malformed("the header is too long or has a quote that is never closed");
        }
        try {
            List<String> names =
                    List.of(values(first.text())).stream().map(String::strip).toList();
            Set<String> seen = new HashSet<>();
            for (String name : names) {
                if (name.isEmpty()) {
                    throw malformed("the header has a field without a name");
                }
                if (!seen.add(name)) {
                    throw malformed("the header names \"" + name + "\" twice");
                }
            }
            return names;
        } catch (JsonProcessingException e) {
            throw malformed(e.getOriginalMessage());
        }
    }

    private Row row(TextRecord record) throws IOException {
        long line = record.line();
        if (record.openQuote()) {
            return new Row.Broken(line, "a quote opened in this record is never closed");
        }
        if (record.tooLong()) {
            return new Row.Broken(line, "the record has more than " + limits.rowBytes() + " bytes");
        }
        try {
            String[] values = values(record.text());
            if (values.length != header.size()) {
                return new Row.Broken(line, values.length + " fields, but the header has " + header.size());
            }
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < values.length; i++) {
                fields.put(header.get(i), values[i]);
            }
            return new Row.Fields(line, fields);
        } catch (JsonProcessingException e) {
            return new Row.Broken(line, "not CSV: " + Json.problem(e));
        }
    }

    private String[] values(String text) throws IOException {
        try (MappingIterator<String[]> rows = reader.readValues(text)) {
            return rows.hasNextValue() ? rows.nextValue() : new String[0];
        }
    }

    private static ImportException malformed(String reason) {
        return new ImportException(ImportException.Code.MALFORMED_FILE, "The file cannot be read as CSV: " + reason);
    }
}
