package org.openstrawberry.messaging.consume;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.contracts.event.TurnRequested;

/** A consumer of the shape that the services' consumers have; the test says what its handler does. */
@ApplicationScoped
public class ProbeConsumer {
    static final String KEYS = Topic.TURN_DELTA.topicName();

    private final BatchConsumer consumer;
    private final Queue<UUID> keys = new ConcurrentLinkedQueue<>();
    final Queue<TurnRequested> handled = new ConcurrentLinkedQueue<>();
    final AtomicInteger batches = new AtomicInteger();
    volatile Consumer<List<TurnRequested>> handler = _ -> {};

    ProbeConsumer(BatchConsumer consumer) {
        this.consumer = consumer;
    }

    @Incoming("probe")
    @Blocking
    void onTurnRequested(ConsumerRecords<String, String> records) {
        consumer.consume(TurnRequested.class, records, this::handle);
    }

    @Incoming("probe-keys")
    @Blocking
    void onKey(ConsumerRecords<String, String> records) {
        consumer.consumeKeys(Topic.TURN_DELTA, records, keys::addAll);
    }

    Queue<UUID> keys() {
        return keys;
    }

    void reset() {
        handler = _ -> {};
        handled.clear();
        batches.set(0);
    }

    Queue<TurnRequested> handled() {
        return handled;
    }

    int batches() {
        return batches.get();
    }

    void handler(Consumer<List<TurnRequested>> next) {
        handler = next;
    }

    private void handle(List<TurnRequested> events) {
        handler.accept(events);
        handled.addAll(events);
        batches.incrementAndGet();
    }
}
