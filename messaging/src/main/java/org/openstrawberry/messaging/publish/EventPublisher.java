package org.openstrawberry.messaging.publish;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.event.Event;
import org.openstrawberry.messaging.EventCodec;
import org.openstrawberry.messaging.EventTooLargeException;
import org.openstrawberry.messaging.MessagingConfig;

/**
 * Publishes events on their topics, through the producer of the channel {@code events-out}. The producer is used
 * directly: an emitter has one queue per channel that overflows by throwing, the producer a bounded buffer that
 * makes callers wait, and many records in flight.
 */
@ApplicationScoped
public class EventPublisher {
    private static final Logger LOG = Logger.getLogger(EventPublisher.class);
    private static final String CHANNEL = "events-out";

    /** Never used: it only tells SmallRye that the channel has a source, without which it warns at every start. */
    @Inject
    @Channel(CHANNEL)
    @Nullable
    Emitter<String> source;

    private final KafkaClientService clients;
    private final EventCodec codec;
    private final MessagingConfig config;
    private volatile @Nullable Producer<String, String> producer;

    /** For the container. */
    @Inject
    public EventPublisher(KafkaClientService clients, EventCodec codec, MessagingConfig config) {
        this.clients = clients;
        this.codec = codec;
        this.config = config;
    }

    /**
     * Publishes and waits until the broker has acknowledged every event.
     *
     * @throws PublishException when some were not acknowledged within the configured time
     * @throws EventTooLargeException when one exceeds what its topic allows; none is published then
     */
    public void publish(List<? extends Event> events) {
        await(send(events.stream().map(codec::encode).toList()));
    }

    /**
     * Publishes without waiting.
     *
     * @return completes with the number of events when the broker has acknowledged all, exceptionally with the first
     *     failure
     */
    public CompletableFuture<Integer> publishAsync(List<? extends Event> events) {
        List<CompletableFuture<RecordMetadata>> sent =
                send(events.stream().map(codec::encode).toList());
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).thenApply(_ -> sent.size());
    }

    /**
     * Publishes commands that are derived from the store, and therefore announced again by the reaper when they are
     * lost: a failure is logged, not thrown, and nothing is waited for.
     */
    public void announce(List<? extends Event> commands) {
        List<ProducerRecord<String, String>> records = new ArrayList<>(commands.size());
        for (Event command : commands) {
            try {
                records.add(codec.encode(command));
            } catch (EventTooLargeException e) {
                LOG.errorf("of %s: %s", command.key(), e.getMessage());
            }
        }
        List<CompletableFuture<RecordMetadata>> sent = send(records);
        var _ = CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).whenComplete((_, failure) -> {
            if (failure != null) {
                long failed = sent.stream()
                        .filter(CompletableFuture::isCompletedExceptionally)
                        .count();
                LOG.warnf(
                        "%d of %d announcements were lost and will be repeated by the reaper: %s",
                        failed, sent.size(), unwrapped(failure));
            }
        });
    }

    /**
     * Hands records to the producer in their order, one future each. When the producer cannot take one (its buffer
     * stays full, no broker answers), the rest fails at once instead of waiting as long for each.
     */
    public List<CompletableFuture<RecordMetadata>> send(List<ProducerRecord<String, String>> records) {
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>(records.size());
        Throwable refused = null;
        for (ProducerRecord<String, String> record : records) {
            CompletableFuture<RecordMetadata> result =
                    refused == null ? send(record) : CompletableFuture.failedFuture(refused);
            sent.add(result);
            if (refused == null && result.isCompletedExceptionally()) {
                refused = result.exceptionNow();
            }
        }
        return sent;
    }

    /**
     * Waits for what {@link #send} returned.
     *
     * @throws PublishException when some fail, or are not done within the configured time
     */
    public void await(List<CompletableFuture<RecordMetadata>> sent) {
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .get(config.publishTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(sent, e);
        } catch (ExecutionException | TimeoutException e) {
            throw failure(sent, unwrapped(e));
        }
    }

    private CompletableFuture<RecordMetadata> send(ProducerRecord<String, String> record) {
        CompletableFuture<RecordMetadata> result = new CompletableFuture<>();
        try {
            var _ = producer().send(record, (metadata, failure) -> {
                if (failure == null) {
                    result.complete(metadata);
                } else {
                    result.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private Producer<String, String> producer() {
        Producer<String, String> known = producer;
        if (known == null) {
            KafkaProducer<String, String> client = clients.getProducer(CHANNEL);
            if (client == null) {
                throw new IllegalStateException("the channel " + CHANNEL + " is not started");
            }
            known = client.unwrap();
            producer = known;
        }
        return known;
    }

    private static PublishException failure(List<CompletableFuture<RecordMetadata>> sent, Throwable cause) {
        long acknowledged = sent.stream()
                .filter(result -> result.state() == Future.State.SUCCESS)
                .count();
        return new PublishException((int) (sent.size() - acknowledged), sent.size(), cause);
    }

    private static Throwable unwrapped(Throwable failure) {
        boolean wrapper = failure instanceof ExecutionException || failure instanceof CompletionException;
        return wrapper && failure.getCause() != null ? failure.getCause() : failure;
    }
}
