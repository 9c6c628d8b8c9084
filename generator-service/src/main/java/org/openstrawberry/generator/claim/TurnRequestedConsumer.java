package org.openstrawberry.generator.claim;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openstrawberry.contracts.event.TurnRequested;
import org.openstrawberry.messaging.consume.BatchConsumer;

/** Hears of new turns. Each batch is acknowledged once its turns are claimed, long before they are answered. */
@ApplicationScoped
public class TurnRequestedConsumer {
    private final BatchConsumer consumer;
    private final AnnouncedTurns announced;

    /** For the container. */
    @Inject
    public TurnRequestedConsumer(BatchConsumer consumer, AnnouncedTurns announced) {
        this.consumer = consumer;
        this.announced = announced;
    }

    /** One polled batch. */
    @Incoming("turn-requested")
    @Blocking
    public void onTurnRequested(ConsumerRecords<String, String> records) {
        consumer.consume(TurnRequested.class, records, this::claim);
    }

    private void claim(List<TurnRequested> events) {
        List<UUID> turnIds =
                events.stream().map(TurnRequested::turnId).distinct().toList();
        announced.claim(turnIds);
    }
}
