package org.openstrawberry.orchestrator.problemset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openstrawberry.contracts.AnswerType;

/**
 * How the rows of a file become problems when nobody said: by a preset that fits the first rows, else by the usual names
 * of fields.
 *
 * @param name of the preset, or {@code guessed}
 */
record MappingGuess(String name, RowMapper mapper) {
    private static final List<String> PROMPT_FIELDS =
            List.of("question", "problem", "prompt", "input", "query", "instruction");
    private static final List<String> TRUTH_FIELDS =
            List.of("answer", "target", "ground_truth", "groundTruth", "expected", "label", "solution");
    private static final String RECORDINGS = "recordings";
    private static final List<String> ID_FIELDS = List.of("id", "unique_id", "uid");

    /**
     * The mapping of a file.
     *
     * @param firstRows some rows from its beginning
     * @throws ImportException when no field looks like the prompt, or none like the ground truth
     */
    static MappingGuess of(List<ObjectNode> firstRows) {
        for (Preset preset : Preset.values()) {
            if (!firstRows.isEmpty() && firstRows.stream().allMatch(preset::matches)) {
                return new MappingGuess(preset.wireName(), preset.mapper());
            }
        }
        Set<String> fields = new LinkedHashSet<>();
        firstRows.forEach(row -> row.fieldNames().forEachRemaining(fields::add));
        Optional<String> prompt = pick(fields, PROMPT_FIELDS);
        Optional<String> truth = pick(fields, TRUTH_FIELDS);
        if (prompt.isEmpty() || truth.isEmpty()) {
            throw new ImportException(ImportException.Code.MAPPING_NEEDED, message(fields));
        }
        FieldMapping mapping = FieldMapping.of(
                        prompt.get(), truth.get(), extraction(firstRows, truth.get()), AnswerType.AUTO)
                .withLabels(pick(fields, ID_FIELDS), pick(fields, List.of("level")), pick(fields, List.of("subject")))
                .withRecordings(recordings(firstRows));
        return new MappingGuess("guessed", mapping);
    }

    /** For a file without one readable row. */
    static MappingGuess none() {
        return new MappingGuess("guessed", row -> {
            throw new RowRejectedException("no row before it could be read, so its fields are not known");
        });
    }

    /** Recorded outputs that a file brings in our own form: an object {@code recordings} of lists by name. */
    private static Map<String, String> recordings(List<ObjectNode> rows) {
        Map<String, String> recordings = new LinkedHashMap<>();
        rows.forEach(row -> row.path(RECORDINGS)
                .fieldNames()
                .forEachRemaining(name -> recordings.put(name, RECORDINGS + "." + name)));
        return recordings;
    }

    private static Optional<String> pick(Set<String> fields, List<String> candidates) {
        return candidates.stream()
                .flatMap(candidate -> fields.stream().filter(candidate::equalsIgnoreCase))
                .findFirst();
    }

    private static AnswerExtraction extraction(List<ObjectNode> rows, String field) {
        return Arrays.stream(AnswerExtraction.values())
                .filter(extraction -> extraction != AnswerExtraction.AS_IS)
                .filter(extraction -> rows.stream()
                        .allMatch(row ->
                                extraction.extract(row.path(field).asText()).isPresent()))
                .findFirst()
                .orElse(AnswerExtraction.AS_IS);
    }

    private static String message(Set<String> fields) {
        String seen = fields.isEmpty()
                ? "none"
                : String.join(", ", fields.stream().limit(50).toList());
        return "Cannot tell which fields hold the problem and its answer. Fields seen: " + seen
                + ". Give a preset (" + String.join(", ", Preset.names())
                + ") or a mapping such as {\"prompt\": \"FIELD\", \"groundTruth\": \"FIELD\"}; the prompt may be a text"
                + " with fields in braces.";
    }
}
