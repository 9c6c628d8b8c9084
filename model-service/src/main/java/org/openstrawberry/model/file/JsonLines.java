package org.openstrawberry.model.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.http.Json;

/** Files with one JSON object in each line. Empty lines are passed over. */
public final class JsonLines {
    private static final int MAX_LINE = 1_000_000;
    private static final int MAX_LINES = 200_000;
    private static final int TOLD = 5;

    private JsonLines() {}

    /** What is done with each line. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Takes a line.
         *
         * @throws ApiException if it makes no sense
         */
        void read(ObjectNode line);
    }

    /**
     * Reads every line, the bad ones too, so that all of them can be told.
     *
     * @return what is wrong, by line; the first five are told, and how many there are
     */
    public static List<String> read(Path file, Reader reader) throws IOException {
        List<String> wrong = new ArrayList<>();
        int errors = 0;
        int number = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            boolean more = true;
            while (more) {
                more = readLine(in, line);
                number++;
                String problem = problem(line.toByteArray(), reader);
                if (number > MAX_LINES) {
                    wrong.add("there are more than " + MAX_LINES + " lines");
                    return wrong;
                }
                if (!problem.isEmpty() && errors++ < TOLD) {
                    wrong.add("line " + number + ": " + problem);
                }
            }
        }
        if (errors > TOLD) {
            wrong.add((errors - TOLD) + " more lines");
        }
        return wrong;
    }

    private static String problem(byte[] line, Reader reader) {
        if (line.length > MAX_LINE) {
            return "longer than " + MAX_LINE + " bytes";
        }
        if (new String(line, java.nio.charset.StandardCharsets.UTF_8).isBlank()) {
            return "";
        }
        try {
            if (Json.parse(line) instanceof ObjectNode object) {
                reader.read(object);
                return "";
            }
            return "not a JSON object";
        } catch (JsonProcessingException e) {
            return "no valid JSON (" + e.getOriginalMessage() + ")";
        } catch (ApiException e) {
            return e.text();
        }
    }

    private static boolean readLine(InputStream in, ByteArrayOutputStream line) throws IOException {
        line.reset();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            // One byte more than may be, so that a line that is too long is seen to be.
            if (line.size() <= MAX_LINE) {
                line.write(next);
            }
            next = in.read();
        }
        return next >= 0;
    }

    /** The message about lines that are wrong. */
    public static String message(String filename, List<String> wrong) {
        return String.format(Locale.ROOT, "Invalid file format in '%s': %s", filename, String.join("; ", wrong));
    }
}
