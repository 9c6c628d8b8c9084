package org.openstrawberry.orchestrator.run;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.event.Event;
import org.openstrawberry.contracts.event.TurnRequested;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.Turn;

/**
 * Lets traces go on that the budget of their run ended: exactly where they were, for a stopped trace keeps everything
 * that it had. A turn that was withdrawn uncalled waits again; one that was answered meanwhile is taken in, not repeated.
 */
@ApplicationScoped
public class TraceReopener {
    private final InstantSource clock;

    TraceReopener(InstantSource clock) {
        this.clock = clock;
    }

    /** Reopens those of the traces that are stopped; whatever their rows know already is to be taken in next. */
    @Transactional
    Advance reopen(Collection<UUID> traceIds) {
        Instant now = clock.instant();
        List<Trace> stopped =
                Trace.lock(traceIds).stream().filter(trace -> trace.stopped).toList();
        Map<UUID, Turn> turns = Turn.awaitedBy(
                        stopped.stream().map(trace -> trace.id).toList())
                .stream()
                .collect(toMap(turn -> turn.traceId, identity()));
        List<Event> requests = new ArrayList<>();
        for (Trace trace : stopped) {
            Turn turn = turns.get(trace.id);
            trace.status = statusBefore(trace, turn);
            trace.statusSince = now;
            trace.stopped = false;
            trace.endReason = null;
            trace.errorCode = null;
            trace.finishedAt = null;
            if (turn != null && turn.status == TurnStatus.CANCELLED) {
                requests.add(waitAgain(trace, turn, now));
            }
        }
        return new Advance(requests, List.of(), Set.of());
    }

    /** Only a trace that waits for a turn has one at the place after those it took in. */
    private static TraceStatus statusBefore(Trace trace, @Nullable Turn turn) {
        if (turn != null) {
            return TraceStatus.AWAITING_TURN;
        }
        return trace.turnCount == 0 ? TraceStatus.QUEUED : TraceStatus.AWAITING_CRITIQUE;
    }

    private static TurnRequested waitAgain(Trace trace, Turn turn, Instant now) {
        turn.status = TurnStatus.PENDING;
        turn.completedAt = null;
        turn.visibleAt = now;
        turn.announcedAt = now;
        Run run = Run.findById(trace.runId);
        return new TurnRequested(run.id, trace.id, turn.id, turn.index, turn.kind, run.model, now);
    }
}
