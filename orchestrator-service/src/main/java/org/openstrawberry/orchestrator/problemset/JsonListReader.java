package org.openstrawberry.orchestrator.problemset;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A JSON array of objects, or an object that holds such an array. The array is read element by element; whatever else
 * the outer object holds is passed over.
 */
final class JsonListReader implements RowReader {
    private final BudgetedReader text;
    private final JsonParser parser;
    private final JsonMapper mapper;
    private final ImportLimits limits;
    private final Optional<String> listField;
    private boolean inList;
    private boolean atEnd;

    /** @param listField the field of the outer object that holds the list; empty takes the first list of objects */
    JsonListReader(InputStream in, ImportLimits limits, Optional<String> listField) throws IOException {
        this.text = new BudgetedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.limits = limits;
        this.mapper = Json.mapper(limits.rowBytes());
        this.parser = mapper.createParser(text);
        this.listField = listField;
    }

    @Override
    public Optional<Row> next() throws IOException {
        if (atEnd) {
            return Optional.empty();
        }
        try {
            if (!inList) {
                inList = enterList();
            } else {
                parser.nextToken();
            }
            if (!inList || parser.currentToken() == JsonToken.END_ARRAY) {
                finish();
                return Optional.empty();
            }
            return Optional.of(row());
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            String where = location == null
                    ? ""
                    : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
            throw new ImportException(
                    ImportException.Code.MALFORMED_FILE,
                    "The file is not well-formed JSON: " + e.getOriginalMessage() + where,
                    e);
        }
    }

    /** Goes to the list's first element, or to its end when it is empty. */
    private boolean enterList() throws IOException {
        JsonToken root = parser.nextToken();
        if (root == JsonToken.START_ARRAY) {
            parser.nextToken();
            return true;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            boolean wanted = listField.isEmpty() || listField.get().equals(field);
            if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
                JsonToken first = parser.nextToken();
                if (first == JsonToken.START_OBJECT || listField.isPresent()) {
                    return true;
                }
                leaveArray();
            } else {
                parser.skipChildren();
            }
        }
        throw new ImportException(
                ImportException.Code.MALFORMED_FILE,
                listField
                        .map(name -> "The JSON object has no field \"" + name + "\" that holds a list")
                        .orElse("The JSON object holds no list of objects; name the field that does as \"list\" in the"
                                + " mapping"));
    }

    private void leaveArray() throws IOException {
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            parser.nextToken();
        }
    }

    private Row row() throws IOException {
        long line = parser.currentTokenLocation().getLineNr();
        text.budget(limits.rowBytes(), line);
        JsonNode node = mapper.readTree(parser);
        text.unlimited();
        return node instanceof ObjectNode fields
                ? new Row.Fields(line, fields)
                : new Row.Broken(line, "not an object but " + JsonLinesReader.kind(node));
    }

    /** Reads what follows the list, so that a file cut short, or one with more behind its end, is noticed. */
    private void finish() throws IOException {
        atEnd = true;
        boolean closed = parser.getParsingContext().inRoot();
        while (parser.nextToken() != null) {
            if (closed) {
                throw new ImportException(
                        ImportException.Code.MALFORMED_FILE,
                        "There is more after the end of the JSON value, on line "
                                + parser.currentTokenLocation().getLineNr());
            }
            parser.skipChildren();
            closed = parser.getParsingContext().inRoot();
        }
    }

    /** Ends the reading of an element that is larger than allowed before it fills the memory. */
    private static final class BudgetedReader extends FilterReader {
        private long remaining = Long.MAX_VALUE;
        private long line;

        BudgetedReader(Reader in) {
            super(in);
        }

        void budget(long characters, long atLine) {
            remaining = characters;
            line = atLine;
        }

        void unlimited() {
            remaining = Long.MAX_VALUE;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            if (remaining <= 0) {
                throw new ImportException(
                        ImportException.Code.MALFORMED_FILE,
                        "The element that begins on line " + line + " is larger than a row may be");
            }
            int read = super.read(buffer, offset, length);
            remaining -= Math.max(0, read);
            return read;
        }
    }
}
