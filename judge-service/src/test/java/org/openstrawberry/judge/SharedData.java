package org.openstrawberry.judge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The public problem files, which lie beside the repository and are not part of it. */
final class SharedData {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SharedData() {}

    /** The file, or a skipped test with a message when it is absent. */
    static Path file(String name) {
        String configured = System.getProperty("strawberry.data");
        Path folder = configured != null ? Path.of(configured) : root().resolve("../shared/data");
        Path file = folder.resolve(name).normalize();
        assumeTrue(Files.isReadable(file), () -> "skipped: " + name + " is not in " + folder.normalize());
        return file;
    }

    static List<JsonNode> jsonLines(String name) {
        List<JsonNode> rows = new ArrayList<>();
        // Lines end at \n only: strings may hold other separators.
        for (String line : text(name).split("\n", -1)) {
            if (!line.isBlank()) {
                rows.add(parse(line));
            }
        }
        return rows;
    }

    static JsonNode json(String name) {
        return parse(text(name));
    }

    static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The highest folder with a pom.xml above the working directory. */
    private static Path root() {
        Path root = Path.of("").toAbsolutePath();
        for (Path folder = root;
                folder != null && Files.exists(folder.resolve("pom.xml"));
                folder = folder.getParent()) {
            root = folder;
        }
        return root;
    }
}
