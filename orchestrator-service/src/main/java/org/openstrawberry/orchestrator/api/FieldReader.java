package org.openstrawberry.orchestrator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openstrawberry.orchestrator.problemset.Characters;

/**
 * Takes the fields of a JSON object one by one and notes everything that is wrong with them, so that the user is told of
 * all mistakes at once, unknown fields included. A wrong field reads as absent; {@link #requireValid} must be called
 * before anything is done with what was read. JSON's null is the same as absence.
 */
final class FieldReader {
    private final ObjectNode object;
    private final String path;
    private final List<FieldError> errors;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<FieldReader> children = new ArrayList<>();

    FieldReader(ObjectNode object) {
        this(object, "", new ArrayList<>());
    }

    FieldReader(ObjectNode object, String path, List<FieldError> errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    /** Notes that a field is wrong for a reason found elsewhere. */
    void reject(String field, String reason) {
        errors.add(new FieldError(path + field, reason));
    }

    /** What was noted so far. */
    List<FieldError> errors() {
        return errors;
    }

    Optional<String> text(String field, int maxLength) {
        return find(field).flatMap(value -> {
            if (!value.isTextual()) {
                return wrong(field, "must be a text");
            }
            String text = value.textValue();
            if (text.isBlank()) {
                return wrong(field, "must not be blank");
            }
            if (text.length() > maxLength) {
                return wrong(field, "has " + text.length() + " characters, more than the " + maxLength + " allowed");
            }
            Optional<String> flaw = Characters.flaw(text);
            return flaw.isPresent() ? wrong(field, flaw.get()) : Optional.of(text);
        });
    }

    /** A text that must be there; an empty one is given back when it is not. */
    String requiredText(String field, int maxLength) {
        require(field);
        return text(field, maxLength).orElse("");
    }

    Optional<Long> integer(String field, long min, long max) {
        return find(field).flatMap(value -> {
            if (!value.isNumber() || !isWhole(value)) {
                return wrong(field, "must be a whole number from " + min + " to " + max);
            }
            BigDecimal number = value.decimalValue();
            boolean inRange =
                    number.compareTo(BigDecimal.valueOf(min)) >= 0 && number.compareTo(BigDecimal.valueOf(max)) <= 0;
            return inRange
                    ? Optional.of(number.longValue())
                    : wrong(field, "must be from " + min + " to " + max + ", not " + shortened(value));
        });
    }

    int integer(String field, int min, int max, int otherwise) {
        return integer(field, min, max).map(Math::toIntExact).orElse(otherwise);
    }

    Optional<BigDecimal> decimal(String field, String min, String max) {
        return find(field).flatMap(value -> {
            if (!value.isNumber()) {
                return wrong(field, "must be a number from " + min + " to " + max);
            }
            BigDecimal number = value.decimalValue();
            boolean inRange = number.compareTo(new BigDecimal(min)) >= 0 && number.compareTo(new BigDecimal(max)) <= 0;
            return inRange
                    ? Optional.of(number)
                    : wrong(field, "must be from " + min + " to " + max + ", not " + shortened(value));
        });
    }

    Optional<Boolean> flag(String field) {
        return find(field)
                .flatMap(value ->
                        value.isBoolean() ? Optional.of(value.booleanValue()) : wrong(field, "must be true or false"));
    }

    <E extends Enum<E>> Optional<E> choice(String field, Class<E> type) {
        return find(field).flatMap(value -> {
            E[] constants = type.getEnumConstants();
            String name = value.asText().toUpperCase(Locale.ROOT).replace('-', '_');
            Optional<E> found = Arrays.stream(constants)
                    .filter(constant -> value.isTextual() && constant.name().equals(name))
                    .findFirst();
            return found.isPresent()
                    ? found
                    : wrong(field, "must be one of " + names(constants) + ", not " + shortened(value));
        });
    }

    List<String> texts(String field, int maxCount, int maxLength) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(field, maxCount)) {
            if (!element.isTextual()
                    || element.textValue().isBlank()
                    || element.textValue().length() > maxLength) {
                reject(field, "must be a list of texts of 1 to " + maxLength + " characters");
                return List.of();
            }
            Optional<String> flaw = Characters.flaw(element.textValue());
            if (flaw.isPresent()) {
                reject(field + "[" + texts.size() + "]", flaw.get());
                return List.of();
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** The elements of a list; none when it is absent. */
    List<JsonNode> array(String field, int maxCount) {
        return find(field)
                .flatMap(value -> {
                    if (!value.isArray()) {
                        return this.<List<JsonNode>>wrong(field, "must be a list");
                    }
                    return value.size() > maxCount
                            ? wrong(field, "has " + value.size() + " elements, more than the " + maxCount + " allowed")
                            : Optional.of(value.valueStream().toList());
                })
                .orElse(List.of());
    }

    /** An inner object; an empty one when it is absent. */
    FieldReader object(String field) {
        ObjectNode inner = find(field)
                .flatMap(value -> value instanceof ObjectNode node
                        ? Optional.of(node)
                        : this.<ObjectNode>wrong(field, "must be an object"))
                .orElseGet(JsonNodeFactory.instance::objectNode);
        FieldReader child = new FieldReader(inner, path + field + ".", errors);
        children.add(child);
        return child;
    }

    /** Whether the field is there and not null. */
    boolean has(String field) {
        return find(field).isPresent();
    }

    /** Whether the field is there and is JSON's null, for the few fields where that is not the same as absence. */
    boolean isNull(String field) {
        known.add(field);
        JsonNode value = object.get(field);
        return value != null && value.isNull();
    }

    void require(String field) {
        if (!has(field)) {
            reject(field, "is missing");
        }
    }

    /** The names of the fields. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        known.addAll(names);
        return names;
    }

    /** Notes every field that nobody asked for, here and in the inner objects. */
    void rejectUnknown() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                reject(shortened(name), "is not known here; the fields are " + String.join(", ", known));
            }
        });
        children.forEach(FieldReader::rejectUnknown);
    }

    /** @throws ApiException when anything is wrong */
    void requireValid() {
        rejectUnknown();
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
    }

    private Optional<JsonNode> find(String field) {
        known.add(field);
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private <T> Optional<T> wrong(String field, String reason) {
        reject(field, reason);
        return Optional.empty();
    }

    private static boolean isWhole(JsonNode value) {
        BigDecimal number = value.decimalValue();
        return Math.abs((long) number.scale()) <= 100
                && number.stripTrailingZeros().scale() <= 0;
    }

    private static String names(Enum<?>[] constants) {
        return String.join(", ", Arrays.stream(constants).map(Enum::name).toList());
    }

    private static String shortened(JsonNode value) {
        return shortened(value.isContainerNode() ? "a list or object" : value.asText());
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
