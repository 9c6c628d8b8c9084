package org.openstrawberry.messaging.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.event.DeadLetter;
import org.openstrawberry.contracts.event.EventJson;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.contracts.event.TurnRequested;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.messaging.TestEvents;
import org.openstrawberry.messaging.TopicReader;
import org.openstrawberry.messaging.publish.EventPublisher;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
class BatchConsumerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOPIC = Topic.TURN_REQUESTED.topicName();

    @Inject
    ProbeConsumer probe;

    @Inject
    EventPublisher publisher;

    @BeforeEach
    void reset() {
        probe.reset();
    }

    @Test
    void shouldKeepTheOrderOfEachTraceInThousandsOfEvents() {
        // given
        List<UUID> traces = new ArrayList<>();
        List<TurnRequested> events = new ArrayList<>();
        for (int trace = 0; trace < 200; trace++) {
            traces.add(UUID.randomUUID());
        }
        for (int index = 0; index < 100; index++) {
            for (UUID trace : traces) {
                events.add(TestEvents.turnRequested(trace, index));
            }
        }

        // when
        publisher.publish(events);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> probe.handled().size() >= events.size());

        // then
        assertThat(probe.batches()).as("more than one event in a batch").isLessThan(events.size());
        assertThat(probe.handled()).hasSize(events.size());
        probe.handled().stream()
                .collect(Collectors.groupingBy(TurnRequested::traceId))
                .forEach((_, ofTrace) -> assertThat(ofTrace)
                        .extracting(TurnRequested::index)
                        .isSorted()
                        .hasSize(100));
    }

    @Test
    void shouldRetryWhileTheFailureWillPass() {
        // given
        UUID trace = UUID.randomUUID();
        AtomicInteger calls = new AtomicInteger();
        probe.handler(_ -> {
            if (calls.incrementAndGet() < 4) {
                throw new UncheckedIOException(new IOException("the database restarts"));
            }
        });

        // when
        publisher.publish(TestEvents.turnsRequested(trace, 3));

        // then
        await().atMost(PATIENCE).until(() -> probe.handled().size() == 3);
        assertThat(calls).hasValueGreaterThanOrEqualTo(4);
        assertThat(probe.handled()).containsExactlyElementsOf(TestEvents.turnsRequested(trace, 3));
    }

    @Test
    void shouldBuryOnlyTheEventThatCannotBeHandled() {
        // given
        UUID trace = UUID.randomUUID();
        probe.handler(events -> {
            if (events.stream().anyMatch(event -> event.index() == 2)) {
                throw new IllegalArgumentException("no such turn");
            }
        });

        // when
        publisher.publish(TestEvents.turnsRequested(trace, 5));

        // then
        await().atMost(PATIENCE).until(() -> probe.handled().size() == 4);
        assertThat(probe.handled()).extracting(TurnRequested::index).containsExactly(0, 1, 3, 4);
        DeadLetter letter = deadLetter(trace.toString());
        assertThat(letter.errorCode()).isEqualTo("HANDLER_FAILED");
        assertThat(letter.detail()).contains("no such turn");
        assertThat(letter.originalTopic()).isEqualTo(TOPIC);
        assertThat(letter.payload()).isEqualTo(EventJson.write(TestEvents.turnRequested(trace, 2)));
        assertThat(letter.source()).isEqualTo("/open-strawberry/messaging-test");
    }

    @Test
    void shouldBuryRecordsThatCannotBeReadAndGoOn() {
        // given
        UUID bad = UUID.randomUUID();
        UUID foreign = UUID.randomUUID();
        UUID huge = UUID.randomUUID();
        UUID empty = UUID.randomUUID();
        TurnRequested good = TestEvents.turnRequested(UUID.randomUUID(), 0);
        ProducerRecord<String, String> wrongType =
                new ProducerRecord<>(TOPIC, foreign.toString(), EventJson.write(good));
        wrongType.headers().add(new RecordHeader("ce_type", "somebody.else.v1".getBytes(StandardCharsets.UTF_8)));

        // when
        publisher.await(publisher.send(List.of(
                new ProducerRecord<>(TOPIC, bad.toString(), "{\"runId\":\"cut off in the"),
                wrongType,
                new ProducerRecord<>(TOPIC, huge.toString(), "\"" + "x".repeat(100_000) + "\""),
                new ProducerRecord<>(TOPIC, empty.toString(), null),
                new ProducerRecord<>(TOPIC, "no id at all", "{}"))));
        publisher.publish(List.of(good));

        // then
        await().atMost(PATIENCE).until(() -> probe.handled().contains(good));
        assertThat(deadLetter(bad.toString()).errorCode()).isEqualTo("INVALID_BODY");
        assertThat(deadLetter(foreign.toString()).errorCode()).isEqualTo("WRONG_TYPE");
        assertThat(deadLetter(huge.toString()).errorCode()).isEqualTo("TOO_LARGE");
        assertThat(deadLetter(huge.toString()).payload()).hasSize(DeadLetters.MAXIMUM_PAYLOAD_BYTES);
        assertThat(deadLetter(empty.toString()).errorCode()).isEqualTo("EMPTY");
        assertThat(deadLetter(DeadLetters.keyOf("no id at all").toString()).errorCode())
                .isEqualTo("INVALID_BODY");
    }

    @Test
    void shouldHandOverTheKeysOfRecordsWhoseBodiesNobodyReads() {
        // given
        UUID trace = UUID.randomUUID();

        // when
        publisher.await(publisher.send(List.of(
                new ProducerRecord<>(ProbeConsumer.KEYS, "neither an id", "{}"),
                new ProducerRecord<>(ProbeConsumer.KEYS, trace.toString(), "anything"))));

        // then
        await().atMost(PATIENCE).until(() -> probe.keys().contains(trace));
        assertThat(deadLetter(DeadLetters.keyOf("neither an id").toString()).errorCode())
                .isEqualTo("INVALID_KEY");
    }

    private static DeadLetter deadLetter(String key) {
        List<ConsumerRecord<String, String>> found =
                TopicReader.read(Topic.DEAD_LETTER, 1, record -> key.equals(record.key()));
        assertThat(found).as("dead letters of %s", key).hasSize(1);
        return EventJson.read(DeadLetter.class, found.getFirst().value());
    }
}
