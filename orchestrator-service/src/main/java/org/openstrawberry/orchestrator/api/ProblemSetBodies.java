package org.openstrawberry.orchestrator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.ComparisonPolicy;
import org.openstrawberry.orchestrator.problemset.AnswerExtraction;
import org.openstrawberry.orchestrator.problemset.FieldMapping;
import org.openstrawberry.orchestrator.problemset.Preset;
import org.openstrawberry.orchestrator.problemset.ProblemDraft;
import org.openstrawberry.orchestrator.problemset.ProblemFile.Mapping;

/** Reads the bodies that make problem sets. The records only describe them, for the interface's description. */
final class ProblemSetBodies {
    static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_PATH_LENGTH = 200;
    private static final int MAX_PROBLEMS = 100_000;

    private ProblemSetBodies() {}

    /** Problems given in the body. */
    @Schema(name = "NewProblemSet")
    record Inline(
            @Schema(required = true, maxLength = MAX_NAME_LENGTH, examples = "sums")
            String name,

            @Schema(required = true, minItems = 1, maxItems = MAX_PROBLEMS)
            List<InlineProblem> problems,

            PolicyBodies.Policy policy) {}

    /** One of them. */
    @Schema(name = "NewProblem")
    record InlineProblem(
            @Schema(required = true, maxLength = ProblemDraft.MAX_PROMPT_LENGTH, examples = "What is 2 + 2?")
            String prompt,

            @Schema(nullable = true, description = "Without it every answer stays undecided", examples = "4") @Nullable
            String groundTruth,

            @Schema(defaultValue = "AUTO") AnswerType answerType,

            @Schema(nullable = true, description = "The problem's own id") @Nullable
            String id,

            @Schema(nullable = true) @Nullable String level,
            @Schema(nullable = true) @Nullable String subject,

            @Schema(description = "Recorded outputs by name, one for each sample")
            Map<String, List<String>> recordings) {}

    /** The name and the problems of a body. */
    record Content(String name, List<ProblemDraft> problems, ComparisonPolicy policy) {}

    /** @throws ApiException when anything in the body is wrong */
    static Content inline(JsonBody body) {
        FieldReader reader = new FieldReader(body.fields());
        String name = reader.requiredText("name", MAX_NAME_LENGTH);
        reader.require("problems");
        List<JsonNode> elements = reader.array("problems", MAX_PROBLEMS);
        if (reader.errors().isEmpty() && elements.isEmpty()) {
            reader.reject("problems", "must hold at least one problem");
        }
        List<ProblemDraft> problems = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size() && reader.errors().size() < 100; i++) {
            String path = "problems[" + i + "]";
            if (elements.get(i) instanceof ObjectNode object) {
                FieldReader inner = new FieldReader(object, path + ".", reader.errors());
                problems.add(problem(inner));
                inner.rejectUnknown();
            } else {
                reader.reject(path, "must be an object");
            }
        }
        ComparisonPolicy policy = PolicyBodies.policy(reader.object("policy"));
        reader.requireValid();
        return new Content(name, problems, policy);
    }

    /** A problem's fields, of which each flaw is noted. */
    static ProblemDraft problem(FieldReader reader) {
        String prompt = reader.requiredText("prompt", ProblemDraft.MAX_PROMPT_LENGTH);
        ProblemDraft problem = new ProblemDraft(
                prompt,
                reader.text("groundTruth", ProblemDraft.MAX_GROUND_TRUTH_LENGTH),
                reader.choice("answerType", AnswerType.class).orElse(AnswerType.AUTO),
                reader.text("id", ProblemDraft.MAX_LABEL_LENGTH),
                reader.text("level", ProblemDraft.MAX_LABEL_LENGTH),
                reader.text("subject", ProblemDraft.MAX_LABEL_LENGTH),
                recordings(reader.object("recordings")));
        if (!prompt.isEmpty()) {
            problem.flaws().forEach(flaw -> reader.reject(flaw.field(), flaw.reason()));
        }
        return problem;
    }

    private static Map<String, List<String>> recordings(FieldReader reader) {
        Map<String, List<String>> recordings = new LinkedHashMap<>();
        for (String name : reader.names()) {
            recordings.put(name, reader.texts(name, ProblemDraft.MAX_OUTPUTS, Integer.MAX_VALUE));
        }
        return recordings;
    }

    /**
     * The mapping of a file's fields.
     *
     * @throws ApiException when anything in it is wrong
     */
    static FieldMapping mapping(String json) {
        FieldReader reader = new FieldReader(JsonBody.parse(json).fields(), "mapping.", new ArrayList<>());
        Map<String, String> recordings = new LinkedHashMap<>();
        String prompt = reader.requiredText("prompt", ProblemDraft.MAX_LABEL_LENGTH * 10);
        Optional<String> groundTruth = reader.text("groundTruth", MAX_PATH_LENGTH);
        AnswerExtraction extraction =
                reader.choice("extraction", AnswerExtraction.class).orElse(AnswerExtraction.AS_IS);
        AnswerType answerType = reader.choice("answerType", AnswerType.class).orElse(AnswerType.AUTO);
        FieldReader named = reader.object("recordings");
        for (String name : named.names()) {
            named.text(name, MAX_PATH_LENGTH).ifPresent(path -> recordings.put(name, path));
        }
        FieldMapping mapping = new FieldMapping(
                prompt,
                groundTruth,
                extraction,
                answerType,
                reader.text("id", MAX_PATH_LENGTH),
                reader.text("level", MAX_PATH_LENGTH),
                reader.text("subject", MAX_PATH_LENGTH),
                reader.text("list", MAX_PATH_LENGTH),
                recordings);
        reader.requireValid();
        return mapping;
    }

    /** How a file is read: by a preset, a mapping, or a guess. */
    static Mapping mapping(Optional<String> preset, Optional<String> mapping) {
        if (preset.isPresent() && mapping.isPresent()) {
            throw ApiException.invalid("mapping", "cannot be given together with a preset");
        }
        return preset.<Mapping>map(name -> new Mapping.ByPreset(Preset.named(name)
                        .orElseThrow(() -> ApiException.invalid(
                                "preset", "must be one of " + String.join(", ", Preset.names()) + ", not " + name))))
                .or(() -> mapping.map(json -> new Mapping.Given(mapping(json))))
                .orElseGet(Mapping.Guessed::new);
    }
}
