package org.openstrawberry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Finds what a consumer that was built against a released schema would stumble over in the current one. Within a major
 * version a schema may only grow: optional properties and enumeration values may be added, bounds be widened.
 */
final class SchemaCompatibility {
    private static final List<String> EXACT = List.of("type", "format", "$ref", "const", "pattern", "items");
    private static final List<String> LOWER_BOUNDS = List.of("minimum", "minLength", "minItems");
    private static final List<String> UPPER_BOUNDS = List.of("maximum", "maxLength", "maxItems");

    private final List<String> breaks = new ArrayList<>();

    private SchemaCompatibility() {}

    /** What is broken, in words; empty when nothing is. */
    static List<String> breaks(String name, JsonNode released, JsonNode current) {
        SchemaCompatibility compatibility = new SchemaCompatibility();
        compatibility.compareIdentity(name, released, current);
        compatibility.compare(name, released, current);
        return List.copyOf(compatibility.breaks);
    }

    private void compareIdentity(String name, JsonNode released, JsonNode current) {
        if (!Objects.equals(released.get("$id"), current.get("$id"))) {
            breaks.add(name + ": the $id changed from " + released.get("$id") + " to " + current.get("$id"));
        }
    }

    private void compare(String path, JsonNode released, JsonNode current) {
        for (String keyword : EXACT) {
            if (!Objects.equals(released.get(keyword), current.get(keyword))) {
                breaks.add(path + ": the " + keyword + " changed from " + released.get(keyword) + " to "
                        + current.get(keyword));
            }
        }
        LOWER_BOUNDS.forEach(keyword -> compareBound(path, keyword, released, current, 1));
        UPPER_BOUNDS.forEach(keyword -> compareBound(path, keyword, released, current, -1));
        compareEnumeration(path, released, current);
        compareRequired(path, released, current);
        compareGrowth(path, released, current);
        compareChildren(path, "properties", released, current);
        compareChildren(path, "$defs", released, current);
    }

    private void compareBound(String path, String keyword, JsonNode released, JsonNode current, int sign) {
        if (!current.has(keyword)) {
            return;
        }
        double before = released.path(keyword).doubleValue();
        double after = current.path(keyword).doubleValue();
        if (!released.has(keyword) || sign * (after - before) > 0) {
            breaks.add(path + ": the " + keyword + " was tightened from " + released.get(keyword) + " to "
                    + current.get(keyword));
        }
    }

    private void compareEnumeration(String path, JsonNode released, JsonNode current) {
        if (!released.has("enum")) {
            if (current.has("enum")) {
                breaks.add(path + ": the values were restricted to " + current.get("enum"));
            }
            return;
        }
        Set<String> gone = texts(released.path("enum"));
        gone.removeAll(texts(current.path("enum")));
        gone.forEach(value -> breaks.add(path + ": the enumeration value " + value + " was removed"));
    }

    private void compareRequired(String path, JsonNode released, JsonNode current) {
        Set<String> before = texts(released.path("required"));
        Set<String> after = texts(current.path("required"));
        after.stream()
                .filter(name -> !before.contains(name))
                .forEach(name -> breaks.add(path + "." + name + ": became required, which older writers do not know"));
        before.stream()
                .filter(name -> !after.contains(name))
                .forEach(name -> breaks.add(path + "." + name + ": is no longer required, but readers rely on it"));
    }

    private void compareGrowth(String path, JsonNode released, JsonNode current) {
        if (released.path("additionalProperties").asBoolean(true)
                && !current.path("additionalProperties").asBoolean(true)) {
            breaks.add(path + ": further properties are no longer allowed");
        }
    }

    private void compareChildren(String path, String keyword, JsonNode released, JsonNode current) {
        released.path(keyword).properties().forEach(child -> {
            JsonNode counterpart = current.path(keyword).path(child.getKey());
            String childPath = path + "." + child.getKey();
            if (counterpart.isMissingNode()) {
                breaks.add(childPath + ": was removed");
            } else {
                compare(childPath, child.getValue(), counterpart);
            }
        });
    }

    private static Set<String> texts(JsonNode array) {
        return new LinkedHashSet<>(SchemaTest.texts(array));
    }
}
