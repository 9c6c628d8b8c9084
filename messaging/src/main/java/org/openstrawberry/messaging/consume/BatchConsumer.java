package org.openstrawberry.messaging.consume;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;
import org.openstrawberry.contracts.event.DeadLetter;
import org.openstrawberry.contracts.event.Event;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.messaging.EventCodec;
import org.openstrawberry.messaging.MessagingConfig;
import org.openstrawberry.messaging.UnreadableRecordException;
import org.openstrawberry.messaging.commit.Backoff;
import org.openstrawberry.messaging.commit.RetryStoppedException;
import org.openstrawberry.messaging.commit.TransientFailures;
import org.openstrawberry.messaging.commit.TransientRetry;

/**
 * Hands the events of a polled batch to a handler, and lets nothing but a shutdown escape, because an exception would
 * stop the channel for good. A consumer is a method of this shape; the channel's attributes are the shared defaults:
 *
 * <pre>{@code
 * @Incoming("turn-completed")
 * @Blocking
 * void onTurnCompleted(ConsumerRecords<String, String> records) {
 *     consumer.consume(TurnCompleted.class, records, folding::fold);
 * }
 * }</pre>
 *
 * <pre>
 * mp.messaging.incoming.turn-completed.topic=strawberry.turn.completed.v1
 * mp.messaging.incoming.turn-completed.group.id=orchestrator
 * </pre>
 *
 * <p>{@code @Blocking} without {@code ordered=false} makes the channel sequential: the next batch is handed over when
 * the method has returned, so that the order within a partition, and with it within a trace, is kept. Returning
 * acknowledges the batch. The commit strategy is {@code throttled}: in batch mode it tracks one offset per partition
 * and batch, and commits all partitions together once a second, where {@code latest} commits each partition of each
 * batch. A crash therefore redelivers up to a second of handled records, and a handler must be idempotent.
 */
@ApplicationScoped
public class BatchConsumer {
    private static final Logger LOG = Logger.getLogger(BatchConsumer.class);
    private static final String HANDLER_FAILED = "HANDLER_FAILED";

    private record Received<V>(ConsumerRecord<String, String> record, V value) {}

    private final EventCodec codec;
    private final DeadLetters deadLetters;
    private final ConsumerProgress progress;
    private final TransientRetry retry;

    /** For the container. */
    @Inject
    public BatchConsumer(EventCodec codec, DeadLetters deadLetters, ConsumerProgress progress, MessagingConfig config) {
        this.codec = codec;
        this.deadLetters = deadLetters;
        this.progress = progress;
        this.retry = new TransientRetry(
                new Backoff(config.consumer().firstRetry(), config.consumer().longestRetry()),
                TransientFailures::isTransient);
    }

    /**
     * Decodes the records and hands the events over, in their order within each partition. Records that cannot be read
     * become dead letters. A handler that fails for a passing reason is tried again until it succeeds or the service
     * stops; one that fails otherwise gets the events one by one, and those it refuses become dead letters.
     *
     * @param handler handles the whole list or nothing, and is idempotent
     * @throws RetryStoppedException when the service stops before the batch is handled; it will be delivered again
     */
    public <E extends Event> void consume(
            Class<E> type, ConsumerRecords<String, String> records, Consumer<List<E>> handler) {
        consume(Topic.of(type), records, record -> codec.decode(type, record), handler);
    }

    /**
     * As {@link #consume}, for a handler to whom a record only says which trace to look at: the bodies, which may be long,
     * are not read.
     *
     * @param handler handles the ids of the traces, some perhaps twice, or nothing, and is idempotent
     */
    public void consumeKeys(Topic topic, ConsumerRecords<String, String> records, Consumer<List<UUID>> handler) {
        consume(topic, records, codec::decodeKey, handler);
    }

    private <V> void consume(
            Topic topic,
            ConsumerRecords<String, String> records,
            Function<ConsumerRecord<String, String>, V> decoder,
            Consumer<List<V>> handler) {
        List<Received<V>> received = new ArrayList<>(records.count());
        List<DeadLetter> unreadable = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records) {
            try {
                received.add(new Received<>(record, decoder.apply(record)));
            } catch (UnreadableRecordException e) {
                unreadable.add(deadLetters.of(record, e.code().name(), String.valueOf(e.getMessage())));
            }
        }
        if (!unreadable.isEmpty()) {
            retry.call("dead letters", () -> publish(unreadable));
        }
        if (!received.isEmpty()) {
            handle(topic.topicName(), received, handler);
        }
    }

    /** Stops waiting for what is away; what is not handled by now is delivered again after the restart. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent shutdown) {
        retry.stop();
    }

    private <V> void handle(String name, List<Received<V>> received, Consumer<List<V>> handler) {
        List<V> values = received.stream().map(Received::value).toList();
        try {
            retry.call(name, () -> progress.measure(name, () -> handler.accept(values)));
        } catch (RetryStoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (received.size() > 1) {
                LOG.warnf(e, "%s: a batch of %d events failed, trying one by one", name, received.size());
                received.forEach(one -> handle(name, List.of(one), handler));
            } else {
                LOG.errorf(e, "%s: an event cannot be handled", name);
                DeadLetter letter = deadLetters.of(received.getFirst().record(), HANDLER_FAILED, e.toString());
                retry.call("dead letters", () -> publish(List.of(letter)));
            }
        }
    }

    private Boolean publish(List<DeadLetter> letters) {
        deadLetters.publish(letters);
        return true;
    }
}
