package org.openstrawberry.judge.service;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.openstrawberry.judge.AnswerPolicy;
import org.openstrawberry.judge.Judge;
import org.openstrawberry.judge.Judgement;
import org.openstrawberry.messaging.outbox.OutboxPublisher;
import org.openstrawberry.store.verdict.AnswerToJudge;
import org.openstrawberry.store.verdict.Verdicts;

/**
 * Judges a batch of proposed answers. The event is a wake-up, the trace's row the truth: a trace that was judged, or no
 * longer waits, is left alone, so a repeated event changes nothing. No connection is held while judging.
 */
@ApplicationScoped
public class AnswerJudging {
    private final Verdicts verdicts;
    private final VerdictRecorder recorder;
    private final OutboxPublisher publisher;
    private final MeterRegistry meters;

    AnswerJudging(Verdicts verdicts, VerdictRecorder recorder, OutboxPublisher publisher, MeterRegistry meters) {
        this.verdicts = verdicts;
        this.recorder = recorder;
        this.publisher = publisher;
        this.meters = meters;
    }

    /** Judges the answers of all of the traces, stores the verdicts in one transaction, and publishes after it. */
    public void judge(List<UUID> traceIds) {
        List<JudgedAnswer> judged = verdicts.findWaiting(List.copyOf(new LinkedHashSet<>(traceIds))).stream()
                .map(AnswerJudging::judge)
                .toList();
        VerdictRecorder.Recorded recorded = recorder.record(judged);
        publisher.publish(recorded.events());
        for (JudgedAnswer answer : recorded.answers()) {
            meters.counter(
                            "strawberry.judge.verdicts",
                            "outcome",
                            answer.judgement().outcome().name(),
                            "rule",
                            answer.judgement().rule())
                    .increment();
        }
    }

    private static JudgedAnswer judge(AnswerToJudge waiting) {
        String groundTruth = waiting.groundTruth();
        Judgement judgement = Judge.judge(
                waiting.answer(),
                groundTruth == null ? "" : groundTruth,
                AnswerPolicy.of(waiting.answerType(), waiting.policy()));
        return new JudgedAnswer(waiting, judgement);
    }
}
