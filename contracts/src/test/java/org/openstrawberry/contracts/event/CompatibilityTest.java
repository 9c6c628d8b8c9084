package org.openstrawberry.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The released schemas of v1 are frozen under {@code src/test/resources/released/v1}. They change in one way only: what
 * was added in a release is copied there with it.
 */
class CompatibilityTest {
    private static final String NAME = "strawberry.turn.completed.v1";

    @Test
    void shouldOnlyGrowWithinAMajorVersion() {
        List<String> breaks = new ArrayList<>();
        List<Path> released = ContractFiles.list(ContractFiles.RELEASED);
        for (Path file : released) {
            String name = file.getFileName().toString();
            Path current = ContractFiles.SCHEMAS.resolve(name);
            if (Files.exists(current)) {
                breaks.addAll(SchemaCompatibility.breaks(name, ContractFiles.json(file), ContractFiles.json(current)));
            } else {
                breaks.add(name + ": was removed");
            }
        }
        assertThat(released).as("released schemas").isNotEmpty();
        assertThat(breaks)
                .as("breaks the contract of v1; add instead of changing, or make a topic of v2")
                .isEmpty();
    }

    @Test
    void shouldAllowToAddAnOptionalPropertyAndAnEnumerationValue() {
        assertThat(breaksAfter(schema -> {
                    properties(schema).putObject("region").put("type", "string");
                    ((ArrayNode) properties(schema).path("kind").path("enum")).add("SIDEWAYS");
                    ((ObjectNode) properties(schema).path("index")).remove("minimum");
                    schema.put("description", "said in other words");
                }))
                .isEmpty();
    }

    @Test
    void shouldNoticeARemovedProperty() {
        assertThat(breaksAfter(schema -> properties(schema).remove("reply")))
                .containsExactly(NAME + ".reply: was removed");
        assertThat(breaksAfter(schema -> ((ObjectNode) schema.at("/$defs/Usage/properties")).remove("cached")))
                .containsExactly(NAME + ".Usage.cached: was removed");
    }

    @Test
    void shouldNoticeANewRequiredProperty() {
        assertThat(breaksAfter(schema -> {
                    properties(schema).putObject("region").put("type", "string");
                    ((ArrayNode) schema.path("required")).add("region");
                }))
                .containsExactly(NAME + ".region: became required, which older writers do not know");
    }

    @Test
    void shouldNoticeAPropertyThatReadersCanNoLongerRelyOn() {
        assertThat(breaksAfter(schema -> ((ArrayNode) schema.path("required")).remove(0)))
                .containsExactly(NAME + ".runId: is no longer required, but readers rely on it");
    }

    @Test
    void shouldNoticeAChangedType() {
        assertThat(breaksAfter(schema -> ((ObjectNode) properties(schema).path("sample")).put("type", "string")))
                .containsExactly(NAME + ".sample: the type changed from \"integer\" to \"string\"");
        assertThat(breaksAfter(schema -> ((ObjectNode) properties(schema).path("turnId")).remove("format")))
                .containsExactly(NAME + ".turnId: the format changed from \"uuid\" to null");
    }

    @Test
    void shouldNoticeARemovedEnumerationValueAndANewEnumeration() {
        assertThat(breaksAfter(
                        schema -> ((ArrayNode) properties(schema).path("kind").path("enum")).remove(0)))
                .containsExactly(NAME + ".kind: the enumeration value PROBLEM was removed");
        assertThat(breaksAfter(schema -> ((ObjectNode) properties(schema).path("model"))
                        .putArray("enum")
                        .add("x")))
                .containsExactly(NAME + ".model: the values were restricted to [\"x\"]");
    }

    @Test
    void shouldNoticeTightenedBoundsAClosedObjectAndAnotherId() {
        assertThat(breaksAfter(schema -> ((ObjectNode) properties(schema).path("index")).put("minimum", 1)))
                .containsExactly(NAME + ".index: the minimum was tightened from 0 to 1");
        assertThat(breaksAfter(schema -> ((ObjectNode) properties(schema).path("reply")).put("maxLength", 10)))
                .containsExactly(NAME + ".reply: the maxLength was tightened from null to 10");
        assertThat(breaksAfter(schema -> schema.put("additionalProperties", false)))
                .containsExactly(NAME + ": further properties are no longer allowed");
        assertThat(breaksAfter(schema -> schema.put("$id", "urn:other"))).hasSize(1);
    }

    private static List<String> breaksAfter(Consumer<ObjectNode> change) {
        JsonNode released = ContractFiles.json(ContractFiles.RELEASED.resolve(NAME + ContractFiles.SCHEMA_SUFFIX));
        ObjectNode changed = released.deepCopy();
        change.accept(changed);
        return SchemaCompatibility.breaks(NAME, released, changed);
    }

    private static ObjectNode properties(ObjectNode schema) {
        return (ObjectNode) schema.path("properties");
    }
}
