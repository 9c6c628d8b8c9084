package org.openstrawberry.messaging.outbox;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.openstrawberry.contracts.event.DeadLetter;
import org.openstrawberry.messaging.EventCodec;
import org.openstrawberry.messaging.EventTooLargeException;
import org.openstrawberry.messaging.consume.DeadLetters;
import org.openstrawberry.messaging.publish.EventPublisher;
import org.openstrawberry.messaging.publish.PublishException;
import org.openstrawberry.store.outbox.StoredEvent;

/**
 * Sends outbox rows and waits. One that is too large for its topic would hold up its trace for ever: it becomes a dead
 * letter, and counts as done.
 */
@Singleton
final class RelayedEvents {
    private static final Logger LOG = Logger.getLogger(RelayedEvents.class);

    private final EventPublisher publisher;
    private final StoredEventRecords records;
    private final DeadLetters deadLetters;
    private final EventCodec codec;

    RelayedEvents(EventPublisher publisher, StoredEventRecords records, DeadLetters deadLetters, EventCodec codec) {
        this.publisher = publisher;
        this.records = records;
        this.deadLetters = deadLetters;
        this.codec = codec;
    }

    /** Publishes events of different traces; returns the ids of those that need no further try. */
    Set<Long> publish(List<StoredEvent> events) {
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>(events.size());
        for (StoredEvent event : events) {
            sent.add(send(event));
        }
        try {
            publisher.await(sent);
        } catch (PublishException e) {
            LOG.warnf("relay: %s", e.getMessage());
        }
        Set<Long> done = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            StoredEvent event = events.get(i);
            CompletableFuture<RecordMetadata> result = sent.get(i);
            if (result.state() == Future.State.SUCCESS
                    || (result.state() == Future.State.FAILED && isBuried(event, result.exceptionNow()))) {
                done.add(event.id());
            }
        }
        return done;
    }

    private CompletableFuture<RecordMetadata> send(StoredEvent event) {
        try {
            return publisher.send(List.of(records.of(event))).getFirst();
        } catch (EventTooLargeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private boolean isBuried(StoredEvent event, Throwable failure) {
        if (!(failure instanceof EventTooLargeException) && !(failure instanceof RecordTooLargeException)) {
            return false;
        }
        try {
            deadLetters.publish(List.of(new DeadLetter(
                    event.traceId(),
                    codec.source(),
                    event.topic().topicName(),
                    "TOO_LARGE",
                    String.valueOf(failure.getMessage()),
                    DeadLetters.cut(event.payload()),
                    codec.now())));
            return true;
        } catch (PublishException e) {
            LOG.warnf("relay: no dead letter for event %d: %s", event.id(), e.getMessage());
            return false;
        }
    }
}
