package org.openstrawberry.orchestrator.problemset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.contracts.AnswerType;

/**
 * Which fields of a row make a problem. Fields are named by path, {@code answer} or {@code meta.answer}.
 *
 * @param prompt a field, or a text with fields in braces
 * @param groundTruth the field with the right answer; empty when it is not known
 * @param extraction where in that field the answer stands
 * @param id the field with the problem's own id
 * @param list in a JSON object, the field that holds the list of rows; empty takes the first list of objects
 * @param recordings names of recorded outputs with the field of each: a text, a list of texts, or objects with the
 *     text as {@code solution} or {@code output}
 */
public record FieldMapping(
        String prompt,
        Optional<String> groundTruth,
        AnswerExtraction extraction,
        AnswerType answerType,
        Optional<String> id,
        Optional<String> level,
        Optional<String> subject,
        Optional<String> list,
        Map<String, String> recordings)
        implements RowMapper {

    public FieldMapping {
        recordings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(recordings));
    }

    /** A prompt and its ground truth, nothing else. */
    public static FieldMapping of(
            String prompt, String groundTruth, AnswerExtraction extraction, AnswerType answerType) {
        return new FieldMapping(
                prompt,
                Optional.of(groundTruth),
                extraction,
                answerType,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    FieldMapping withLabels(Optional<String> newId, Optional<String> newLevel, Optional<String> newSubject) {
        return new FieldMapping(
                prompt, groundTruth, extraction, answerType, newId, newLevel, newSubject, list, recordings);
    }

    FieldMapping withRecordings(Map<String, String> newRecordings) {
        return new FieldMapping(prompt, groundTruth, extraction, answerType, id, level, subject, list, newRecordings);
    }

    @Override
    public ProblemDraft map(ObjectNode row) {
        Map<String, List<String>> outputs = new LinkedHashMap<>();
        recordings.forEach((name, path) -> outputs.put(name, FieldPath.texts(row, path)));
        return new ProblemDraft(
                new PromptTemplate(prompt).render(row),
                groundTruth.map(path -> truth(row, path)),
                answerType,
                label(row, id),
                label(row, level),
                label(row, subject),
                outputs);
    }

    private String truth(ObjectNode row, String path) {
        return extraction
                .extract(FieldPath.text(row, path))
                .orElseThrow(() -> new RowRejectedException(
                        extraction == AnswerExtraction.AS_IS
                                ? "field \"" + path + "\" is blank"
                                : "field \"" + path + "\" holds no answer marked by " + extraction.mark()));
    }

    private static Optional<String> label(ObjectNode row, Optional<String> path) {
        return path.flatMap(name -> FieldPath.optionalText(row, name));
    }
}
