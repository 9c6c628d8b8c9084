package org.openstrawberry.orchestrator.run;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openstrawberry.contracts.event.AnswerJudged;
import org.openstrawberry.contracts.event.Event;
import org.openstrawberry.contracts.event.TurnCompleted;
import org.openstrawberry.contracts.event.TurnCritiqued;
import org.openstrawberry.messaging.consume.BatchConsumer;

/** Hears what generators, critics and the judge have done. */
@ApplicationScoped
public class TraceEvents {
    private final BatchConsumer consumer;
    private final TraceProgress progress;

    TraceEvents(BatchConsumer consumer, TraceProgress progress) {
        this.consumer = consumer;
        this.progress = progress;
    }

    @Incoming("turn-completed")
    @Blocking
    void onTurnCompleted(ConsumerRecords<String, String> records) {
        consumer.consume(TurnCompleted.class, records, this::advance);
    }

    @Incoming("turn-critiqued")
    @Blocking
    void onTurnCritiqued(ConsumerRecords<String, String> records) {
        consumer.consume(TurnCritiqued.class, records, this::advance);
    }

    @Incoming("answer-judged")
    @Blocking
    void onAnswerJudged(ConsumerRecords<String, String> records) {
        consumer.consume(AnswerJudged.class, records, this::advance);
    }

    private void advance(List<? extends Event> events) {
        Set<UUID> traceIds = new LinkedHashSet<>();
        events.forEach(event -> traceIds.add(event.key()));
        progress.advance(traceIds);
    }
}
