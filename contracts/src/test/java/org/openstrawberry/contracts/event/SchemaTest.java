package org.openstrawberry.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;

/** The schemas are kept by hand; here the records hold them to their word. */
class SchemaTest {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    @Test
    void shouldExistForEveryTopicAndNothingElse() {
        assertThat(ContractFiles.list(ContractFiles.SCHEMAS))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Topic.values())
                        .map(ContractFiles::schemaOf)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void shouldDescribeEveryComponentOfTheRecordAndNothingElse(Topic topic) {
        // given
        JsonNode schema = ContractFiles.json(ContractFiles.schemaOf(topic));

        // then
        assertThat(schema.path("$schema").asText()).isEqualTo(DIALECT);
        assertThat(schema.path("$id").asText()).isEqualTo(topic.schemaId());
        assertThat(schema.path("title").asText()).isNotBlank();
        assertDescribes(schema, topic.eventClass());
        if (schema.has("$defs")) {
            assertThat(schema.path("$defs").fieldNames()).toIterable().containsExactly("Usage");
            assertDescribes(schema.path("$defs").path("Usage"), Usage.class);
        }
    }

    private static void assertDescribes(JsonNode schema, Class<?> type) {
        List<RecordComponent> components = List.of(type.getRecordComponents());
        JsonNode properties = schema.path("properties");
        assertThat(schema.path("type").asText()).isEqualTo("object");
        assertThat(schema.path("additionalProperties").asBoolean(false))
                .as("room to grow")
                .isTrue();
        assertThat(schema.path("description").asText()).isNotBlank();
        assertThat(properties.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(
                        components.stream().map(RecordComponent::getName).toList());
        assertThat(texts(schema.path("required")))
                .containsExactlyElementsOf(components.stream()
                        .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                        .map(RecordComponent::getName)
                        .toList());
        for (RecordComponent component : components) {
            ObjectNode property = properties.path(component.getName()).deepCopy();
            assertThat(property.path("description").asText())
                    .as("description of %s", component.getName())
                    .isNotBlank();
            property.remove(Set.of("description", "minimum", "maximum"));
            assertThat(property).as(component.toString()).isEqualTo(expected(component.getType()));
        }
    }

    private static ObjectNode expected(Class<?> type) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (type == UUID.class) {
            return node.put("type", "string").put("format", "uuid");
        }
        if (type == Instant.class) {
            return node.put("type", "string").put("format", "date-time");
        }
        if (type == String.class) {
            return node.put("type", "string");
        }
        if (type == int.class || type == Integer.class || type == Long.class) {
            return node.put("type", "integer");
        }
        if (type == BigDecimal.class || type == Double.class) {
            return node.put("type", "number");
        }
        if (type == Usage.class) {
            return node.put("$ref", "#/$defs/Usage");
        }
        assertThat(type).as("a type that this test knows").matches(Class::isEnum);
        node.put("type", "string");
        names(type).forEach(node.putArray("enum")::add);
        return node;
    }

    /** A completed turn is at its end, so only the terminal statuses may appear. */
    private static Stream<String> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> !(constant instanceof TurnStatus status) || status.isTerminal())
                .map(constant -> ((Enum<?>) constant).name());
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
