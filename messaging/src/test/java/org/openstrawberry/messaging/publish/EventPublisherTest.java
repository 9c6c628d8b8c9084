package org.openstrawberry.messaging.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.event.AnswerProposed;
import org.openstrawberry.contracts.event.EventJson;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.contracts.event.TurnRequested;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.messaging.EventTooLargeException;
import org.openstrawberry.messaging.TestEvents;
import org.openstrawberry.messaging.TopicReader;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
class EventPublisherTest {
    @Inject
    EventPublisher publisher;

    @Test
    void shouldPublishACloudEventWithTheTraceAsKey() {
        // given
        AnswerProposed event = new AnswerProposed(UUID.randomUUID(), UUID.randomUUID(), 3, "42 €", TestEvents.NOON);
        Instant before = Instant.now();

        // when
        publisher.publish(List.of(event));

        // then
        ConsumerRecord<String, String> record = read(Topic.ANSWER_PROPOSED, event.traceId());
        assertThat(EventJson.read(AnswerProposed.class, record.value())).isEqualTo(event);
        Map<String, String> headers = headers(record);
        assertThat(headers)
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "strawberry.answer.proposed.v1")
                .containsEntry("ce_source", "/open-strawberry/messaging-test")
                .containsEntry("ce_subject", event.traceId().toString())
                .containsEntry("ce_dataschema", "urn:open-strawberry:schema:strawberry.answer.proposed.v1")
                .containsEntry("content-type", "application/json")
                .doesNotContainKey("ce_sequence");
        assertThat(UUID.fromString(headers.getOrDefault("ce_id", ""))).isNotNull();
        assertThat(Instant.parse(headers.getOrDefault("ce_time", ""))).isBetween(before, Instant.now());
    }

    @Test
    void shouldTellWhenAllIsAcknowledged() throws Exception {
        // given
        List<TurnRequested> events = TestEvents.turnsRequested(UUID.randomUUID(), 50);

        // when
        int acknowledged = publisher.publishAsync(events).get(20, TimeUnit.SECONDS);

        // then
        assertThat(acknowledged).isEqualTo(50);
    }

    @Test
    void shouldRefuseAnEventThatItsTopicDoesNotAllowAndSendNoneOfItsList() {
        // given
        UUID trace = UUID.randomUUID();
        AnswerProposed small = new AnswerProposed(UUID.randomUUID(), trace, 0, "small", TestEvents.NOON);
        AnswerProposed huge = new AnswerProposed(
                UUID.randomUUID(), trace, 1, "é".repeat(Topic.ANSWER_PROPOSED.maximumBytes() / 2), TestEvents.NOON);
        AnswerProposed later = new AnswerProposed(UUID.randomUUID(), trace, 2, "later", TestEvents.NOON);

        // when, then
        assertThatThrownBy(() -> publisher.publish(List.of(small, huge))).isInstanceOf(EventTooLargeException.class);
        publisher.announce(List.of(huge, later));
        assertThat(EventJson.read(
                        AnswerProposed.class, read(Topic.ANSWER_PROPOSED, trace).value()))
                .isEqualTo(later);
    }

    @Test
    void shouldPublishABodyAsLargeAsItsTopicAllows() {
        // given
        UUID trace = UUID.randomUUID();
        AnswerProposed large = new AnswerProposed(
                UUID.randomUUID(), trace, 1, "x".repeat(Topic.ANSWER_PROPOSED.maximumBytes() - 500), TestEvents.NOON);

        // when
        publisher.publish(List.of(large));

        // then
        assertThat(EventJson.read(
                        AnswerProposed.class, read(Topic.ANSWER_PROPOSED, trace).value()))
                .isEqualTo(large);
    }

    private static ConsumerRecord<String, String> read(Topic topic, UUID key) {
        List<ConsumerRecord<String, String>> found =
                TopicReader.read(topic, 1, record -> key.toString().equals(record.key()));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Map<String, String> headers(ConsumerRecord<String, String> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(Header::key, header -> new String(header.value(), StandardCharsets.UTF_8)));
    }
}
