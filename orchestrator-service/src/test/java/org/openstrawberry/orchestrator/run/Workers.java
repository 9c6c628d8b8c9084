package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.contracts.event.AnswerJudged;
import org.openstrawberry.contracts.event.EventJson;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.contracts.event.TurnCompleted;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.outbox.EventDraft;
import org.openstrawberry.store.outbox.Outbox;
import org.openstrawberry.store.outbox.StoredEvent;
import org.openstrawberry.store.problem.Problem;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.TurnCompleter;
import org.openstrawberry.store.turn.TurnCompletion;
import org.openstrawberry.store.turn.TurnQueue;
import org.openstrawberry.store.verdict.Verdict;

/** A generator and a judge that do in one call what the services do, on the same rows. */
@ApplicationScoped
public class Workers {
    static final String OWNER = "test-generator";

    private final TurnQueue queue;
    private final TurnCompleter completer;
    private final Outbox outbox;
    private final Ids ids;

    Workers(TurnQueue queue, TurnCompleter completer, Outbox outbox, Ids ids) {
        this.queue = queue;
        this.completer = completer;
        this.outbox = outbox;
        this.ids = ids;
    }

    List<ClaimedTurn> claim(int limit) {
        return queue.claimWaiting(limit, Duration.ZERO, OWNER, Duration.ofMinutes(1));
    }

    /** Answers the turns; the events are in the outbox and nobody has been told. */
    List<StoredEvent> answer(List<ClaimedTurn> turns, Function<ClaimedTurn, String> reply) {
        return answer(turns, reply, new Usage(10, 0, 5, null));
    }

    /** The same with what the provider reports of each call. */
    List<StoredEvent> answer(List<ClaimedTurn> turns, Function<ClaimedTurn, String> reply, Usage usage) {
        return completer.complete(turns.stream()
                .map(turn -> completion(turn, reply.apply(turn), usage))
                .toList());
    }

    private TurnCompletion completion(ClaimedTurn turn, String reply, Usage usage) {
        TurnCompleted event = new TurnCompleted(
                turn.runId(),
                turn.traceId(),
                turn.claim().turnId(),
                turn.problemId(),
                turn.sample(),
                turn.index(),
                turn.kind(),
                TurnStatus.COMPLETED,
                turn.claim().attempt(),
                turn.model(),
                turn.prompt(),
                reply,
                "Step",
                usage,
                null,
                1L,
                null,
                Instant.now());
        return new TurnCompletion(
                turn.claim(),
                TurnStatus.COMPLETED,
                reply,
                "Step",
                "STOP",
                usage,
                new BigDecimal("0.015"),
                true,
                1,
                "test",
                null,
                null,
                ids.next(),
                EventJson.write(event));
    }

    /** Judges every answer that waits. */
    @Transactional
    List<StoredEvent> judge() {
        List<EventDraft> drafts = new ArrayList<>();
        for (Trace trace : Trace.<Trace>list("status", TraceStatus.AWAITING_VERDICT)) {
            if (Verdict.ofTrace(trace.id).isEmpty()) {
                Problem problem = Problem.findById(trace.problemId);
                Verdict verdict = new Verdict();
                verdict.id = ids.next();
                verdict.traceId = trace.id;
                verdict.outcome = String.valueOf(problem.groundTruth).equals(trace.proposedAnswer)
                        ? VerdictOutcome.CORRECT
                        : VerdictOutcome.INCORRECT;
                verdict.rule = "equal";
                verdict.ruleVersion = "test";
                verdict.reason = "compared";
                verdict.extracted = trace.proposedAnswer;
                verdict.createdAt = Instant.now();
                verdict.persist();
                drafts.add(new EventDraft(
                        ids.next(),
                        trace.runId,
                        trace.id,
                        Topic.ANSWER_JUDGED,
                        EventJson.write(judged(trace, verdict))));
            }
        }
        Verdict.flush();
        return outbox.append(drafts);
    }

    private static AnswerJudged judged(Trace trace, Verdict verdict) {
        return new AnswerJudged(
                trace.runId,
                trace.id,
                trace.problemId,
                trace.sample,
                verdict.extracted,
                verdict.outcome,
                verdict.rule,
                verdict.ruleVersion,
                verdict.reason,
                verdict.createdAt);
    }
}
