package org.openstrawberry.judge.service;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.messaging.consume.BatchConsumer;

/** Hears of proposed answers, a polled batch at a time. */
@ApplicationScoped
public class AnswerConsumer {
    private final BatchConsumer consumer;
    private final AnswerJudging judging;

    AnswerConsumer(BatchConsumer consumer, AnswerJudging judging) {
        this.consumer = consumer;
        this.judging = judging;
    }

    /** Judges the batch; returning acknowledges it. */
    @Incoming("answer-proposed")
    @Blocking
    public void onAnswerProposed(ConsumerRecords<String, String> records) {
        consumer.consumeKeys(Topic.ANSWER_PROPOSED, records, judging::judge);
    }
}
