package org.openstrawberry.verifier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.contracts.event.TurnCritiqued;
import org.openstrawberry.messaging.EventCodec;
import org.openstrawberry.messaging.UnreadableRecordException;

/** Listens to what the verifier publishes. */
final class CritiquedEvents implements AutoCloseable {
    private final EventCodec codec;
    private final KafkaConsumer<String, String> consumer;
    private final List<TurnCritiqued> heard = new ArrayList<>();

    CritiquedEvents(String bootstrapServers, EventCodec codec) {
        this.codec = codec;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        "500"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(Topic.TURN_CRITIQUED.topicName()));
    }

    /** The events of a trace heard so far. */
    List<TurnCritiqued> of(UUID trace) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
            try {
                heard.add(codec.decode(TurnCritiqued.class, record));
            } catch (UnreadableRecordException e) {
                throw new AssertionError("the verifier published what cannot be read", e);
            }
        }
        return heard.stream().filter(event -> event.traceId().equals(trace)).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
