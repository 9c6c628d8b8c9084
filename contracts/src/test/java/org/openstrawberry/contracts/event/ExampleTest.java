package org.openstrawberry.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The golden examples are what consumers build on: schema, records and examples must say the same. */
class ExampleTest {

    @Test
    void shouldBelongToATopic() {
        List<Path> known = Arrays.stream(Topic.values())
                .flatMap(topic -> ContractFiles.examplesOf(topic).stream())
                .toList();
        assertThat(ContractFiles.list(ContractFiles.EXAMPLES)).containsExactlyInAnyOrderElementsOf(known);
    }

    @ParameterizedTest
    @EnumSource
    void shouldExistAndBeValid(Topic topic) {
        assertThat(ContractFiles.examplesOf(topic))
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(violations(topic, ContractFiles.json(file))).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void shouldSurviveReadingAndWritingWithoutLoss(Topic topic) {
        for (Path file : ContractFiles.examplesOf(topic)) {
            // when
            Event event = EventJson.read(topic.eventClass(), ContractFiles.text(file));
            String written = EventJson.write(event);

            // then
            assertThat(ContractFiles.json(written)).isEqualTo(ContractFiles.json(file));
            assertThat(EventJson.read(topic.eventClass(), written)).isEqualTo(event);
            assertThat(violations(topic, ContractFiles.json(written))).isEmpty();
            assertThat(event.topic()).isEqualTo(topic);
            assertThat(written).contains(event.key().toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeRefusedByRecordAndSchemaAlikeWithoutARequiredProperty(Topic topic) {
        ObjectNode example = example(topic);
        List<String> required = SchemaTest.texts(
                ContractFiles.json(ContractFiles.schemaOf(topic)).path("required"));
        for (String name : required) {
            // given
            ObjectNode without = example.deepCopy();
            without.remove(name);
            ObjectNode nulled = example.deepCopy();
            nulled.putNull(name);

            // then
            assertThat(violations(topic, without)).as("without %s", name).isNotEmpty();
            assertThat(violations(topic, nulled)).as("%s null", name).isNotEmpty();
            assertRefused(topic, without);
            assertRefused(topic, nulled);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeRefusedByRecordAndSchemaAlikeWithAValueOfTheWrongType(Topic topic) {
        ObjectNode example = example(topic);
        for (String name : example.properties().stream().map(Map.Entry::getKey).toList()) {
            // given
            ObjectNode wrong = example.deepCopy();
            if (example.path(name).isTextual()) {
                wrong.put(name, 7);
            } else {
                wrong.put(name, "not a number");
            }

            // then
            assertThat(violations(topic, wrong))
                    .as("%s of the wrong type", name)
                    .isNotEmpty();
            assertRefused(topic, wrong);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayReadableWhenAWriterAddsAProperty(Topic topic) {
        // given
        ObjectNode example = example(topic);
        ObjectNode grown = example.deepCopy();
        grown.putObject("addedLater").put("x", 1);

        // then
        assertThat(violations(topic, grown)).isEmpty();
        assertThat(EventJson.read(topic.eventClass(), grown.toString()))
                .isEqualTo(EventJson.read(topic.eventClass(), example.toString()));
    }

    @Test
    void shouldKeepEveryDigitOfMoneyAndOfTime() {
        // given
        Path turn = ContractFiles.EXAMPLES.resolve("strawberry.turn.completed.v1.answered.json");
        Path trace = ContractFiles.EXAMPLES.resolve("strawberry.trace.finished.v1.answered.json");
        Path request = ContractFiles.EXAMPLES.resolve("strawberry.turn.requested.v1.next.json");

        // then
        assertThat(EventJson.write(EventJson.read(TurnCompleted.class, ContractFiles.text(turn))))
                .contains("\"cost\":0.00012340,");
        assertThat(EventJson.write(EventJson.read(TraceFinished.class, ContractFiles.text(trace))))
                .contains("\"cost\":12345678901234567890.000000000123,");
        assertThat(EventJson.write(EventJson.read(TurnRequested.class, ContractFiles.text(request))))
                .contains("\"2026-01-02T12:00:00.123456Z\"");
    }

    private static ObjectNode example(Topic topic) {
        return ContractFiles.json(ContractFiles.examplesOf(topic).getFirst()).deepCopy();
    }

    private static void assertRefused(Topic topic, JsonNode body) {
        assertThatThrownBy(() -> EventJson.read(topic.eventClass(), body.toString()))
                .as("%s as %s", body, topic)
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(topic.eventClass().getSimpleName());
    }

    private static Set<ValidationMessage> violations(Topic topic, JsonNode body) {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        ContractFiles.json(ContractFiles.schemaOf(topic)),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
        return schema.validate(body);
    }
}
