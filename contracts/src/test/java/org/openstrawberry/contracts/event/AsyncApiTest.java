package org.openstrawberry.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncApiTest {
    /** Room for the key and the headers beside the body. */
    private static final int ENVELOPE_BYTES = 64 * 1024;

    private static final String ANYONE = "anyone";

    private final JsonNode document = ContractFiles.yaml(ContractFiles.MAIN.resolve("asyncapi.yaml"));

    @Test
    void shouldHaveAChannelForEveryTopicAndNothingElse() {
        assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(document.path("channels")
                        .valueStream()
                        .map(channel -> channel.path("address").asText()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Topic.values()).map(Topic::topicName).toList());
        assertThat(document.path("components").path("messages").size()).isEqualTo(Topic.values().length);
    }

    @ParameterizedTest
    @EnumSource
    void shouldDeclareWhatATopicPromises(Topic topic) {
        // given
        JsonNode channel = channel(topic).getValue();
        JsonNode settings = channel.path("bindings").path("kafka").path("topicConfiguration");

        // then
        assertThat(channel.path("description").asText()).isNotBlank();
        assertThat(channel.path("x-public").booleanValue()).isEqualTo(topic.isPublic());
        assertThat(channel.path("x-key").asText()).isNotBlank();
        assertThat(channel.path("x-ordering").asText()).isNotBlank();
        assertThat(channel.path("x-delivery").asText()).isNotBlank();
        assertThat(channel.path("x-maximum-body-bytes").intValue()).isEqualTo(topic.maximumBytes());
        assertThat(channel.path("x-publishers")).isNotEmpty();
        assertThat(channel.path("x-consumers")).isNotEmpty();
        assertThat(SchemaTest.texts(channel.path("x-consumers")).contains(ANYONE))
                .as("open to consumers outside")
                .isEqualTo(topic.isPublic() || topic == Topic.DEAD_LETTER);
        assertThat(channel.path("bindings").path("kafka").path("topic").asText())
                .isEqualTo(topic.topicName());
        assertThat(settings.path("retention.ms").longValue())
                .isEqualTo(topic.retention().toMillis());
        assertThat(settings.path("max.message.bytes").intValue()).isEqualTo(topic.maximumBytes() + ENVELOPE_BYTES);
        assertThat(SchemaTest.texts(settings.path("cleanup.policy"))).containsExactly("delete");
    }

    @ParameterizedTest
    @EnumSource
    void shouldReferToTheSchemaOfTheTopic(Topic topic) {
        // given
        String name = channel(topic).getKey();
        JsonNode message = document.path("components").path("messages").path(name);

        // then
        assertThat(message.path("name").asText()).isEqualTo(topic.topicName());
        assertThat(message.path("payload").path("schemaFormat").asText()).contains("draft-2020-12");
        String reference = message.path("payload").path("schema").path("$ref").asText();
        assertThat(ContractFiles.MAIN.resolve(reference))
                .isEqualTo(ContractFiles.schemaOf(topic))
                .exists();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveAnOperationForEachPublisherAndEachConsumerOfTheSystem(Topic topic) {
        // given
        Map.Entry<String, JsonNode> channel = channel(topic);
        String name = channel.getKey();
        String suffix = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        Set<String> expected = new HashSet<>();
        for (String service : SchemaTest.texts(channel.getValue().path("x-publishers"))) {
            expected.add("send " + service + "Sends" + suffix);
        }
        for (String service : SchemaTest.texts(channel.getValue().path("x-consumers"))) {
            if (!service.equals(ANYONE)) {
                expected.add("receive " + service + "Receives" + suffix);
            }
        }

        // then
        assertThat(document.path("operations").properties().stream()
                        .filter(operation -> operation
                                .getValue()
                                .path("channel")
                                .path("$ref")
                                .asText()
                                .equals("#/channels/" + name))
                        .map(operation -> operation.getValue().path("action").asText() + " " + operation.getKey())
                        .collect(Collectors.toSet()))
                .isEqualTo(expected);
    }

    @Test
    void shouldReferToNothingThatDoesNotExist() {
        List<String> references = new ArrayList<>();
        collectReferences(document, references);
        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(ContractFiles.MAIN.resolve(reference)).exists();
            }
        });
    }

    private static void collectReferences(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.path("$ref").asText());
        }
        node.forEach(child -> collectReferences(child, references));
    }

    private Map.Entry<String, JsonNode> channel(Topic topic) {
        return document.path("channels").properties().stream()
                .filter(entry -> entry.getValue().path("address").asText().equals(topic.topicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no channel for " + topic.topicName()));
    }
}
