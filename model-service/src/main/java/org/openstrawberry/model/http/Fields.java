package org.openstrawberry.model.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The fields of a JSON object. A field that is null is absent. Every method throws {@link ApiException} if the field has
 * another type or is out of its range.
 */
public final class Fields {
    private final ObjectNode node;
    private final String path;

    /** The fields of an object at a path, such as {@code method.dpo.}; empty for the body itself. */
    public Fields(ObjectNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** The object. */
    public ObjectNode node() {
        return node;
    }

    /** The path of a field, for messages. */
    public String path(String name) {
        return path + name;
    }

    /** The names of all fields that are not null. */
    public Set<String> names() {
        Set<String> names = new java.util.TreeSet<>();
        node.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                names.add(entry.getKey());
            }
        });
        return names;
    }

    /** Any field. */
    public Optional<JsonNode> get(String name) {
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    /** A text of at most so many characters. */
    public Optional<String> text(String name, int longest) {
        Optional<JsonNode> value = get(name);
        value.ifPresent(given -> {
            require(given.isTextual(), name, "a string");
            if (given.textValue().length() > longest) {
                throw ApiException.invalid(
                        path(name),
                        "string_above_max_length",
                        "Invalid '" + path(name) + "': at most " + longest + " characters are allowed.");
            }
        });
        return value.map(JsonNode::textValue);
    }

    /** A text that must be there. */
    public String requiredText(String name, int longest) {
        return text(name, longest).filter(text -> !text.isBlank()).orElseThrow(() -> missing(name));
    }

    /** A whole number. */
    public OptionalLong integer(String name, long least, long most) {
        Optional<JsonNode> value = get(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        require(value.get().isIntegralNumber() && value.get().canConvertToLong(), name, "an integer");
        long number = value.get().longValue();
        if (number < least || number > most) {
            throw ApiException.invalid(
                    path(name),
                    number < least ? "integer_below_min_value" : "integer_above_max_value",
                    "Invalid '" + path(name) + "': expected an integer from " + least + " to " + most + ", but got "
                            + number + ".");
        }
        return OptionalLong.of(number);
    }

    /** A number. */
    public OptionalDouble number(String name, double least, double most) {
        Optional<JsonNode> value = get(name);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        require(value.get().isNumber(), name, "a number");
        double number = value.get().doubleValue();
        if (!(number >= least) || number > most) {
            throw ApiException.invalid(
                    path(name),
                    number < least ? "decimal_below_min_value" : "decimal_above_max_value",
                    String.format(
                            Locale.ROOT,
                            "Invalid '%s': expected a number from %s to %s, but got %s.",
                            path(name),
                            least,
                            most,
                            number));
        }
        return OptionalDouble.of(number);
    }

    /** Whether a flag is set. */
    public boolean flag(String name) {
        Optional<JsonNode> value = get(name);
        value.ifPresent(given -> require(given.isBoolean(), name, "a boolean"));
        return value.map(JsonNode::booleanValue).orElse(false);
    }

    /** An object within. */
    public Optional<Fields> object(String name) {
        Optional<JsonNode> value = get(name);
        value.ifPresent(given -> require(given.isObject(), name, "an object"));
        return value.map(given -> new Fields((ObjectNode) given, path(name) + "."));
    }

    /** The objects of a list that must be there. */
    public List<Fields> objects(String name, int most) {
        JsonNode value = get(name).orElseThrow(() -> missing(name));
        require(value.isArray(), name, "an array of objects");
        if (value.size() > most) {
            throw ApiException.invalid(
                    path(name),
                    "array_above_max_length",
                    "Invalid '" + path(name) + "': at most " + most + " elements are allowed, but there are "
                            + value.size() + ".");
        }
        List<Fields> objects = new ArrayList<>();
        for (JsonNode element : value) {
            String place = name + "[" + objects.size() + "]";
            require(element.isObject(), place, "an object");
            objects.add(new Fields((ObjectNode) element, path(place) + "."));
        }
        return objects;
    }

    /** Refuses a field that is missing. */
    public ApiException missing(String name) {
        return ApiException.invalid(
                path(name), "missing_required_parameter", "Missing required parameter: '" + path(name) + "'.");
    }

    /** Refuses a field of another type. */
    public ApiException wrongType(String name, String expected) {
        return ApiException.invalid(
                path(name), "invalid_type", "Invalid type for '" + path(name) + "': expected " + expected + ".");
    }

    private void require(boolean right, String name, String expected) {
        if (!right) {
            throw wrongType(name, expected);
        }
    }
}
