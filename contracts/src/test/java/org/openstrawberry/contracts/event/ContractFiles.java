package org.openstrawberry.contracts.event;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the contract as they stand in the source tree. */
final class ContractFiles {
    static final Path MAIN = Path.of("src/main/resources");
    static final Path SCHEMAS = MAIN.resolve("schemas");
    static final Path EXAMPLES = MAIN.resolve("examples");
    static final Path RELEASED = Path.of("src/test/resources/released/v1");
    static final String SCHEMA_SUFFIX = ".schema.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final YAMLMapper YAML = new YAMLMapper();

    private ContractFiles() {}

    static Path schemaOf(Topic topic) {
        return SCHEMAS.resolve(topic.topicName() + SCHEMA_SUFFIX);
    }

    /** Examples are called by their topic, a dot and what they show. */
    static List<Path> examplesOf(Topic topic) {
        return list(EXAMPLES).stream()
                .filter(file -> file.getFileName().toString().startsWith(topic.topicName() + "."))
                .toList();
    }

    static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        return json(text(file));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(Path file) {
        try {
            return YAML.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
