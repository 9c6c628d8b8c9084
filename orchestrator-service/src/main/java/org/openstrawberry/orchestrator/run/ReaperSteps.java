package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.contracts.event.AnswerProposed;
import org.openstrawberry.contracts.event.DeadLetter;
import org.openstrawberry.contracts.event.Event;
import org.openstrawberry.contracts.event.EventJson;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.contracts.event.TurnCompleted;
import org.openstrawberry.contracts.event.TurnRequested;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.outbox.EventDraft;
import org.openstrawberry.store.outbox.Outbox;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.ReapedTurn;
import org.openstrawberry.store.turn.TurnReaper;

/** The transactions of the reaper; each tells what is to be published once it is committed. */
@ApplicationScoped
public class ReaperSteps {
    private static final String SOURCE = "orchestrator-service";
    private static final String LEASE_EXPIRED = "LEASE_EXPIRED";

    private final TurnReaper turns;
    private final Outbox outbox;
    private final Ids ids;
    private final InstantSource clock;

    ReaperSteps(TurnReaper turns, Outbox outbox, Ids ids, InstantSource clock) {
        this.turns = turns;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What the reaper found.
     *
     * @param turns how many leases had lapsed
     */
    record Reaped(int turns, Advance advance) {}

    /** Takes turns from those who no longer renew their leases: others get them, or they are given up. */
    @Transactional
    Reaped reapLapsed(int limit, int attempts) {
        Instant now = clock.instant();
        List<Event> internal = new ArrayList<>();
        List<EventDraft> drafts = new ArrayList<>();
        List<ReapedTurn> reaped = turns.reapLapsed(limit, attempts);
        for (ReapedTurn turn : reaped) {
            switch (turn.status()) {
                case PENDING -> internal.add(requested(turn, now));
                case POISONED -> {
                    drafts.add(draft(turn, poisoned(turn, now)));
                    drafts.add(draft(turn, deadLetter(turn, attempts, now)));
                }
                case RUNNING, COMPLETED, FAILED, CANCELLED -> {
                    // Its trace was over before: there is nobody to tell.
                }
            }
        }
        return new Reaped(reaped.size(), new Advance(internal, outbox.append(drafts), Set.of()));
    }

    private EventDraft draft(ReapedTurn turn, Event event) {
        return new EventDraft(ids.next(), turn.runId(), turn.traceId(), event.topic(), EventJson.write(event));
    }

    /** Announces turns again that nobody has claimed since they were announced. */
    @Transactional
    List<Event> announceAgain(Duration age, int limit) {
        Instant now = clock.instant();
        return turns.markUnheard(age, limit).stream()
                .<Event>map(turn -> requested(turn, now))
                .toList();
    }

    /** Traces whose turn ended without their having taken it in. */
    @Transactional
    List<UUID> findUnfolded(Duration age, int limit) {
        return turns.findUnfolded(age, limit).stream().map(ReapedTurn::traceId).toList();
    }

    /** Traces that wait for a critic's or the judge's word; it may have come without their having heard. */
    @Transactional
    List<UUID> findWaiting(TraceStatus status, Duration age, int limit) {
        return Trace.findWaitingSince(status, clock.instant().minus(age), limit);
    }

    /** Proposes the answers again of those traces that still wait for a verdict. */
    @Transactional
    List<Event> proposeAgain(List<UUID> traceIds) {
        Instant now = clock.instant();
        List<Event> events = new ArrayList<>();
        for (Trace trace : Trace.lock(traceIds)) {
            if (trace.status == TraceStatus.AWAITING_VERDICT && trace.proposedAnswer != null) {
                trace.statusSince = now;
                events.add(new AnswerProposed(trace.runId, trace.id, trace.turnCount - 1, trace.proposedAnswer, now));
            }
        }
        return events;
    }

    private static TurnRequested requested(ReapedTurn turn, Instant now) {
        return new TurnRequested(
                turn.runId(), turn.traceId(), turn.turnId(), turn.index(), turn.kind(), turn.model(), now);
    }

    private static TurnCompleted poisoned(ReapedTurn turn, Instant now) {
        return new TurnCompleted(
                turn.runId(),
                turn.traceId(),
                turn.turnId(),
                turn.problemId(),
                turn.sample(),
                turn.index(),
                turn.kind(),
                turn.status(),
                turn.attempt(),
                turn.model(),
                turn.prompt(),
                null,
                null,
                Usage.UNKNOWN,
                null,
                null,
                LEASE_EXPIRED,
                now);
    }

    private static DeadLetter deadLetter(ReapedTurn turn, int attempts, Instant now) {
        return new DeadLetter(
                turn.traceId(),
                SOURCE,
                Topic.TURN_REQUESTED.topicName(),
                LEASE_EXPIRED,
                "turn " + turn.turnId() + " was called " + turn.attempt() + " times and its claimants were lost "
                        + attempts + " times",
                null,
                now);
    }
}
