package org.openstrawberry.verifier.call;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openstrawberry.contracts.event.TurnCompleted;
import org.openstrawberry.messaging.consume.BatchConsumer;
import org.openstrawberry.verifier.schedule.DueCritiques;

/** Hears of completed turns. A batch is acknowledged once the rows of its critiques exist, before they are made. */
@ApplicationScoped
public class TurnCompletedConsumer {
    private final BatchConsumer consumer;
    private final DueCritiques due;
    private final CritiqueIntake intake;

    /** For the container. */
    @Inject
    public TurnCompletedConsumer(BatchConsumer consumer, DueCritiques due, CritiqueIntake intake) {
        this.consumer = consumer;
        this.due = due;
        this.intake = intake;
    }

    /** One polled batch. */
    @Incoming("turn-completed")
    @Blocking
    public void onTurnCompleted(ConsumerRecords<String, String> records) {
        consumer.consume(TurnCompleted.class, records, turns -> intake.accept(due.after(turns)));
    }
}
