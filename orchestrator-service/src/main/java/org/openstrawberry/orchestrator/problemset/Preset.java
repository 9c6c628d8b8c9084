package org.openstrawberry.orchestrator.problemset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.contracts.AnswerType;

/** Mappings for well-known files. In the order in which a file without a preset is compared with them. */
public enum Preset {
    /** Recorded solutions of four models to GSM8K: {@code question, ground_truth, 6b_finetuning, ...}. */
    GSM8K_MODEL_SOLUTIONS("gsm8k-model-solutions") {
        @Override
        RowMapper mapper() {
            Map<String, String> recordings = new LinkedHashMap<>();
            for (String model : List.of("6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification")) {
                recordings.put(model, model);
            }
            return FieldMapping.of("question", "ground_truth", AnswerExtraction.AFTER_LAST_A, AnswerType.NUMBER)
                    .withRecordings(recordings);
        }
    },
    /** Grade-school problems: {@code question, answer}, the number after {@code ####}. */
    GSM8K("gsm8k") {
        @Override
        RowMapper mapper() {
            return FieldMapping.of("question", "answer", AnswerExtraction.AFTER_HASHES, AnswerType.NUMBER);
        }

        @Override
        boolean matches(ObjectNode row) {
            return super.matches(row) && row.path("answer").asText().contains("####");
        }
    },
    /** Competition problems: {@code problem, answer, level, subject, unique_id}, or the answer boxed in the solution. */
    MATH("math") {
        @Override
        RowMapper mapper() {
            FieldMapping given = FieldMapping.of("problem", "answer", AnswerExtraction.AS_IS, AnswerType.AUTO)
                    .withLabels(Optional.of("unique_id"), Optional.of("level"), Optional.of("subject"));
            FieldMapping boxed = FieldMapping.of("problem", "solution", AnswerExtraction.BOXED, AnswerType.AUTO)
                    .withLabels(Optional.of("unique_id"), Optional.of("level"), Optional.of("type"));
            return row -> (row.hasNonNull("answer") ? given : boxed).map(row);
        }
    },
    /** Arithmetic word problems: {@code Body, Question, Answer}, the answer a float. */
    SVAMP("svamp") {
        @Override
        RowMapper mapper() {
            return FieldMapping.of("{Body} {Question}", "Answer", AnswerExtraction.AS_IS, AnswerType.NUMBER)
                    .withLabels(Optional.of("ID"), Optional.empty(), Optional.of("Type"));
        }
    },
    /** Algebra with five options: {@code question, options, correct}. */
    AQUA("aqua") {
        @Override
        RowMapper mapper() {
            return FieldMapping.of(
                    "{question}\nOptions:\n{options}", "correct", AnswerExtraction.AS_IS, AnswerType.CHOICE);
        }
    },
    /** Puzzles of the game of 24: {@code Rank, Puzzles}. The ground truth is the four numbers. */
    GAME24("game24") {
        @Override
        RowMapper mapper() {
            return FieldMapping.of(
                            Game24Samples.PROMPT.formatted("{Puzzles}"),
                            "Puzzles",
                            AnswerExtraction.AS_IS,
                            AnswerType.GAME24)
                    .withLabels(Optional.of("Rank"), Optional.empty(), Optional.empty());
        }
    },
    /** Recorded answers to the game of 24: {@code idx, ys}. */
    GAME24_SAMPLES("game24-samples") {
        @Override
        RowMapper mapper() {
            return new Game24Samples();
        }
    },
    /** Tasks of BIG-Bench Hard: {@code examples} of {@code input, target}. */
    BBH("bbh") {
        @Override
        RowMapper mapper() {
            return FieldMapping.of("input", "target", AnswerExtraction.AS_IS, AnswerType.AUTO);
        }
    };

    private final String wireName;

    Preset(String wireName) {
        this.wireName = wireName;
    }

    /** The name in requests. */
    public String wireName() {
        return wireName;
    }

    /** The preset of that name. */
    public static Optional<Preset> named(String wireName) {
        return Arrays.stream(values())
                .filter(preset -> preset.wireName.equals(wireName))
                .findFirst();
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Preset::wireName).toList();
    }

    abstract RowMapper mapper();

    /** Whether the row looks like one of this file's. */
    boolean matches(ObjectNode row) {
        return fields().stream().allMatch(field -> {
            JsonNode value = row.get(field);
            return value != null && !value.isNull();
        });
    }

    /** The fields that tell the file. */
    private List<String> fields() {
        return switch (this) {
            case GSM8K_MODEL_SOLUTIONS -> List.of("question", "ground_truth", "6b_finetuning");
            case GSM8K -> List.of("question", "answer");
            case MATH -> List.of("problem", "solution");
            case SVAMP -> List.of("Body", "Question", "Answer");
            case AQUA -> List.of("question", "options", "correct");
            case GAME24 -> List.of("Rank", "Puzzles");
            case GAME24_SAMPLES -> List.of("idx", "ys");
            case BBH -> List.of("input", "target");
        };
    }
}
