package org.openstrawberry.orchestrator.problemset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds out how a text holds its rows: by its beginning first, for names lie, and by its name where that leaves doubt. */
final class FileFormat {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t');

    private final String name;
    private final ImportLimits limits;
    private final Optional<String> listField;
    private final JsonMapper mapper;

    private FileFormat(String name, ImportLimits limits, Optional<String> listField) {
        this.name = name;
        this.limits = limits;
        this.listField = listField;
        this.mapper = Json.mapper(limits.rowBytes());
    }

    /**
     * A reader of the text's rows.
     *
     * @param text as {@link SourceText} gives it
     * @param listField the field of an outer JSON object that holds the list
     * @throws ImportException when the text is empty or its beginning fits no format
     */
    static RowReader open(InputStream text, String fileName, ImportLimits limits, Optional<String> listField)
            throws IOException {
        String lower = fileName.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
        return new FileFormat(name, limits, listField).open(text);
    }

    private RowReader open(InputStream text) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(text);
        buffered.mark(limits.rowBytes() + 1);
        String head = new String(buffered.readNBytes(limits.rowBytes()), StandardCharsets.UTF_8);
        boolean whole = buffered.read() < 0;
        buffered.reset();
        String content = head.strip();
        if (content.isEmpty() && whole) {
            throw new ImportException(
                    ImportException.Code.EMPTY_FILE, head.isEmpty() ? "The file is empty" : "The file is blank");
        }
        boolean lines = name.endsWith(".jsonl") || name.endsWith(".ndjson");
        char first = content.isEmpty() ? ' ' : content.charAt(0);
        if (first == '[') {
            return new JsonListReader(buffered, limits, Optional.empty());
        }
        if (first == '{') {
            return lines || !holdsList(content)
                    ? new JsonLinesReader(buffered, limits)
                    : new JsonListReader(buffered, limits, listField);
        }
        return lines || name.endsWith(".json")
                ? new JsonLinesReader(buffered, limits)
                : new CsvReader(buffered, limits, delimiter(content));
    }

    /** Whether text that begins with an object is one object that holds a list, rather than an object on each line. */
    private boolean holdsList(String content) throws IOException {
        int lineEnd = content.indexOf('\n');
        if (lineEnd < 0) {
            return hasList(content);
        }
        try {
            mapper.readTree(content.substring(0, lineEnd));
            return false;
        } catch (JsonEOFException e) {
            // Either an object over many lines, or a first line that was cut short: the second line tells.
            return !isObject(
                    content.substring(lineEnd).strip().lines().findFirst().orElse(""));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** Whether the object in the text has a field with a list of objects, as far as the text goes. */
    private boolean hasList(String content) throws IOException {
        try (JsonParser parser = mapper.createParser(content)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                if (parser.nextToken() == JsonToken.START_ARRAY) {
                    boolean ofObjects = parser.nextToken() == JsonToken.START_OBJECT;
                    if (listField.map(field::equals).orElse(ofObjects)) {
                        return true;
                    }
                    while (parser.currentToken() != JsonToken.END_ARRAY) {
                        parser.skipChildren();
                        parser.nextToken();
                    }
                } else {
                    parser.skipChildren();
                }
            }
            return false;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private boolean isObject(String line) {
        try {
            return mapper.readTree(line).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static char delimiter(String content) {
        String header = content.lines().findFirst().orElse("");
        char best = ',';
        long most = 0;
        for (char candidate : DELIMITERS) {
            long count = header.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }
}
