package org.openstrawberry.messaging.outbox;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;
import org.openstrawberry.messaging.loop.Loops;
import org.openstrawberry.messaging.publish.EventPublisher;
import org.openstrawberry.store.outbox.Outbox;
import org.openstrawberry.store.outbox.StoredEvent;

/**
 * The fast path of public events: whoever committed them publishes them at once. Nothing depends on it, because what
 * it leaves (the process dies, the broker is away) the {@link OutboxRelay} publishes.
 *
 * <p>The order within a trace is kept by never sending an event before its predecessors are known to be acknowledged.
 * An event whose predecessor was unpublished when it was stored waits for a moment in {@link BlockedEvents}: mostly
 * the predecessor is published already and only its mark is still on the way.
 */
@ApplicationScoped
public class OutboxPublisher {
    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);

    private final EventPublisher publisher;
    private final StoredEventRecords records;
    private final PublishedMarks marks;
    private final BlockedEvents blocked;

    /** For the container. */
    @Inject
    public OutboxPublisher(EventPublisher publisher, StoredEventRecords records, Outbox outbox, Loops loops) {
        this.publisher = publisher;
        this.records = records;
        this.marks = new PublishedMarks(outbox::markPublished);
        this.blocked = new BlockedEvents(outbox::findBlocked, this::send);
        loops.watch(marks.loop(), blocked.loop());
    }

    /**
     * Publishes events whose transaction has committed. Does not wait for the broker, and throws nothing: a failure is
     * logged and the relay's.
     */
    public void publish(List<StoredEvent> events) {
        List<StoredEvent> free = new ArrayList<>(events.size());
        Set<UUID> traces = new HashSet<>();
        for (StoredEvent event : events) {
            // Of several events of one trace only the first may go; the others wait for its acknowledgement.
            if (traces.add(event.traceId()) && !event.blocked()) {
                free.add(event);
            } else {
                blocked.add(event);
            }
        }
        send(free);
    }

    /** Marks what is acknowledged, and stops; late, so that what the service commits while it stops still gets out. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent shutdown) {
        blocked.close();
        marks.close();
    }

    private void send(List<StoredEvent> events) {
        List<StoredEvent> encoded = new ArrayList<>(events.size());
        List<ProducerRecord<String, String>> outgoing = new ArrayList<>(events.size());
        for (StoredEvent event : events) {
            try {
                outgoing.add(records.of(event));
                encoded.add(event);
            } catch (RuntimeException e) {
                LOG.errorf("event %d is left to the relay: %s", event.id(), e);
            }
        }
        List<CompletableFuture<RecordMetadata>> sent = publisher.send(outgoing);
        for (int i = 0; i < sent.size(); i++) {
            long id = encoded.get(i).id();
            var _ = sent.get(i).whenComplete((_, failure) -> {
                if (failure == null) {
                    marks.add(id);
                } else {
                    LOG.debugf("event %d is left to the relay: %s", id, failure);
                }
            });
        }
    }
}
