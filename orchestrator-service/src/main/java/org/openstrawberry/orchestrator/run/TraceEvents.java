package org.openstrawberry.orchestrator.run;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.messaging.consume.BatchConsumer;

/** Hears that generators, critics and the judge have done something about a trace; what, the rows tell. */
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
        consumer.consumeKeys(Topic.TURN_COMPLETED, records, this::advance);
    }

    @Incoming("turn-critiqued")
    @Blocking
    void onTurnCritiqued(ConsumerRecords<String, String> records) {
        consumer.consumeKeys(Topic.TURN_CRITIQUED, records, this::advance);
    }

    @Incoming("answer-judged")
    @Blocking
    void onAnswerJudged(ConsumerRecords<String, String> records) {
        consumer.consumeKeys(Topic.ANSWER_JUDGED, records, this::advance);
    }

    private void advance(List<UUID> traceIds) {
        progress.advance(new LinkedHashSet<>(traceIds));
    }
}
