package org.openstrawberry.judge.service.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.ComparisonPolicy;
import org.openstrawberry.judge.service.JudgeConfig;
import org.openstrawberry.judge.service.api.ProblemDetail.FieldError;

/** An answer to judge, checked. */
record JudgeRequest(String answer, String groundTruth, AnswerType type, ComparisonPolicy policy) {

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
        AnswerType type = choice(node, "type", AnswerType.AUTO, errors);
        ComparisonPolicy policy = policy(node, errors);
        if (!errors.isEmpty()) {
            String detail = String.join(
                    "; ",
                    errors.stream()
                            .map(error -> error.field() + " " + error.reason())
                            .toList());
            throw new RequestException(ErrorCode.INVALID_REQUEST, detail, errors);
        }
        return new JudgeRequest(answer, groundTruth, type, policy);
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

    /** The fields of "policy", each with its default. */
    private static ComparisonPolicy policy(JsonNode node, List<FieldError> errors) {
        JsonNode fields = node.path("policy");
        if (!fields.isMissingNode() && !fields.isNull() && !fields.isObject()) {
            errors.add(new FieldError("policy", "must be an object"));
            return ComparisonPolicy.DEFAULT;
        }
        String tolerance = fields.path("tolerance").asText(ComparisonPolicy.DEFAULT.tolerance());
        boolean readable = ComparisonPolicy.isTolerance(tolerance);
        if (!readable) {
            errors.add(new FieldError("tolerance", "must be a number such as 0.01, or a part such as 1%"));
        }
        return new ComparisonPolicy(
                choice(fields, "percent", ComparisonPolicy.DEFAULT.percent(), errors),
                choice(fields, "units", ComparisonPolicy.DEFAULT.units(), errors),
                choice(fields, "order", ComparisonPolicy.DEFAULT.order(), errors),
                readable ? tolerance : ComparisonPolicy.DEFAULT.tolerance());
    }

    private static <E extends Enum<E>> E choice(JsonNode node, String field, E otherwise, List<FieldError> errors) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        E[] constants = otherwise.getDeclaringClass().getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> value.isTextual() && constant.name().equals(value.textValue()))
                .findFirst()
                .orElseGet(() -> {
                    errors.add(new FieldError(field, "must be one of " + Arrays.toString(constants)));
                    return otherwise;
                });
    }
}
