package org.openstrawberry.judge.service.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.judge.service.JudgeConfig;
import org.openstrawberry.judge.service.api.ProblemDetail.FieldError;

/** An answer to judge, checked. */
record JudgeRequest(String answer, String groundTruth, AnswerType type) {

    /**
     * Reads a body.
     *
     * @throws RequestException when it is no JSON object of the right fields; it names every wrong one
     */
    static JudgeRequest read(String body, ObjectReader json, JudgeConfig limits) {
        JsonNode node = parse(body, json);
        List<FieldError> errors = new ArrayList<>();
        String answer = text(node, "answer", limits.longestAnswer(), errors);
        String groundTruth = text(node, "groundTruth", limits.longestGroundTruth(), errors);
        if (errors.isEmpty() && groundTruth.isBlank()) {
            errors.add(new FieldError("groundTruth", "must not be blank"));
        }
        AnswerType type = type(node, errors);
        if (!errors.isEmpty()) {
            String detail = String.join(
                    "; ",
                    errors.stream()
                            .map(error -> error.field() + " " + error.reason())
                            .toList());
            throw new RequestException(ErrorCode.INVALID_REQUEST, detail, errors);
        }
        return new JudgeRequest(answer, groundTruth, type);
    }

    private static JsonNode parse(String body, ObjectReader json) {
        try {
            JsonNode node = json.readTree(body);
            if (node == null || !node.isObject()) {
                throw new RequestException(
                        ErrorCode.MALFORMED_JSON,
                        "The body must be a JSON object with answer and groundTruth.",
                        List.of());
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new RequestException(ErrorCode.MALFORMED_JSON, String.valueOf(e.getOriginalMessage()), List.of());
        }
    }

    private static String text(JsonNode node, String field, int longest, List<FieldError> errors) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            errors.add(new FieldError(field, "is missing"));
        } else if (!value.isTextual()) {
            errors.add(new FieldError(field, "must be a string"));
        } else if (value.textValue().length() > longest) {
            errors.add(new FieldError(
                    field,
                    "must be at most " + longest + " characters, not "
                            + value.textValue().length()));
        } else {
            return value.textValue();
        }
        return "";
    }

    private static AnswerType type(JsonNode node, List<FieldError> errors) {
        JsonNode value = node.get("type");
        if (value == null || value.isNull()) {
            return AnswerType.AUTO;
        }
        return Arrays.stream(AnswerType.values())
                .filter(type -> value.isTextual() && type.name().equals(value.textValue()))
                .findFirst()
                .orElseGet(() -> {
                    errors.add(new FieldError("type", "must be one of " + Arrays.toString(AnswerType.values())));
                    return AnswerType.AUTO;
                });
    }
}
