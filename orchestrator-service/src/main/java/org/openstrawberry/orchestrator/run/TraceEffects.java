package org.openstrawberry.orchestrator.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.contracts.event.AnswerProposed;
import org.openstrawberry.contracts.event.Event;
import org.openstrawberry.contracts.event.EventJson;
import org.openstrawberry.contracts.event.TraceFinished;
import org.openstrawberry.contracts.event.TurnRequested;
import org.openstrawberry.orchestrator.trace.TraceState;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.outbox.EventDraft;
import org.openstrawberry.store.outbox.Outbox;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.InputBound;
import org.openstrawberry.store.turn.Turn;
import org.openstrawberry.store.turn.TurnQueue;

/** Writes the states of a batch of traces into their rows and gathers what is to be told about it. */
final class TraceEffects {
    private final TraceBatch batch;
    private final Ids ids;
    private final Instant now;
    private final List<Event> internal = new ArrayList<>();
    private final List<EventDraft> drafts = new ArrayList<>();
    private final List<UUID> unwanted = new ArrayList<>();
    private final Set<UUID> runsWithRoom = new HashSet<>();

    TraceEffects(TraceBatch batch, Ids ids, InstantSource clock) {
        this.batch = batch;
        this.ids = ids;
        this.now = clock.instant();
    }

    /** Brings the row to the state, one transition of possibly several. */
    void record(Trace trace, TraceState state) {
        trace.status = state.status();
        trace.statusSince = now;
        trace.turnCount = state.turnCount();
        switch (state) {
            case TraceState.Queued _ -> throw new IllegalStateException("no transition leads back to the queue");
            case TraceState.AwaitingTurn _ -> {
                if (trace.proposedAnswer != null) {
                    trace.gateReturns++;
                    trace.proposedAnswer = null;
                }
            }
            case TraceState.AwaitingCritique _ -> {
                // What it waits for stands in a row of its own.
            }
            case TraceState.AwaitingGate gate -> trace.proposedAnswer = gate.answer();
            case TraceState.AwaitingVerdict verdict -> trace.proposedAnswer = verdict.answer();
            case TraceState.Finished finished -> {
                trace.endReason = finished.reason();
                trace.answer = finished.answer().orElse(null);
                trace.finishedAt = now;
            }
        }
    }

    /** Asks for what the trace now waits for. {@code awaited} is the turn that it waited for before, if it did. */
    void carryOut(Trace trace, Run run, @Nullable Turn awaited, TraceState state) {
        switch (state) {
            case TraceState.Queued _ -> throw new IllegalStateException("no transition leads back to the queue");
            case TraceState.AwaitingTurn turn -> request(trace, run, turn);
            case TraceState.AwaitingCritique _, TraceState.AwaitingGate _ -> {
                // The verifier hears of the turn as the orchestrator did and makes the critique on its own.
            }
            case TraceState.AwaitingVerdict verdict ->
                internal.add(new AnswerProposed(run.id, trace.id, verdict.turnIndex(), verdict.answer(), now));
            case TraceState.Finished finished -> finish(trace, run, awaited, finished);
        }
    }

    private void request(Trace trace, Run run, TraceState.AwaitingTurn state) {
        if (trace.startedAt == null) {
            trace.startedAt = now;
        }
        Turn turn = Turn.pending(
                ids.next(), trace.id, state.index(), state.kind(), state.prompt(), inputBound(trace, state), now);
        turn.persist();
        internal.add(new TurnRequested(run.id, trace.id, turn.id, turn.index, turn.kind, run.model, now));
    }

    private @Nullable Long inputBound(Trace trace, TraceState.AwaitingTurn state) {
        return state.index() == 0
                ? (Long) InputBound.first(batch.systemText(trace), state.prompt())
                : batch.before(trace)
                        .map(before -> InputBound.next(before, state.prompt()))
                        .orElse(null);
    }

    private void finish(Trace trace, Run run, @Nullable Turn awaited, TraceState.Finished finished) {
        if (awaited != null) {
            close(trace, awaited);
        }
        TraceFinished event = new TraceFinished(
                run.id,
                trace.id,
                trace.problemId,
                trace.sample,
                finished.reason(),
                trace.turnCount,
                trace.answer,
                finished.verdict().orElse(null),
                usage(trace),
                trace.cost,
                now);
        drafts.add(new EventDraft(ids.next(), run.id, trace.id, event.topic(), EventJson.write(event)));
        runsWithRoom.add(run.id);
    }

    /** A turn that nobody claims meanwhile is withdrawn; one that came to its end tells what went wrong, if something did. */
    private void close(Trace trace, Turn awaited) {
        switch (awaited.status) {
            case PENDING -> unwanted.add(awaited.id);
            case COMPLETED, FAILED, POISONED -> trace.errorCode = awaited.errorCode;
            case RUNNING, CANCELLED -> {
                // A running call is told by its generator's next renewal that nobody waits for it.
            }
        }
    }

    private static Usage usage(Trace trace) {
        boolean metered = trace.callsUnmetered < trace.calls;
        return new Usage(
                metered ? count(trace.inputTokens) : null,
                count(trace.cachedTokens),
                count(trace.cacheWrittenTokens),
                metered ? count(trace.outputTokens) : null,
                count(trace.reasoningTokens));
    }

    /** No trace has so many tokens, but a server that cannot count may say so, and then the trace must end all the same. */
    private static @Nullable Integer count(@Nullable Long tokens) {
        return tokens == null ? null : (Integer) Math.clamp(tokens, 0, Integer.MAX_VALUE);
    }

    /** Stores what is left to store in the transaction that the changes were made in, which must be flushed. */
    Advance commit(Outbox outbox, TurnQueue turns) {
        turns.withdraw(unwanted);
        return new Advance(internal, outbox.append(drafts), runsWithRoom);
    }
}
