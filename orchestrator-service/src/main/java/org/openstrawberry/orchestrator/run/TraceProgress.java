package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.messaging.outbox.OutboxPublisher;
import org.openstrawberry.messaging.publish.EventPublisher;

/**
 * Moves traces and tells the others: first the transaction, then the events. Whatever is lost between the two is told
 * again by the reaper and the outbox relay.
 */
@ApplicationScoped
public class TraceProgress {
    private final TraceAdvancer advancer;
    private final TraceReopener reopener;
    private final EventPublisher publisher;
    private final OutboxPublisher outboxPublisher;
    private final RunNudges nudges;

    TraceProgress(
            TraceAdvancer advancer,
            TraceReopener reopener,
            EventPublisher publisher,
            OutboxPublisher outboxPublisher,
            RunNudges nudges) {
        this.reopener = reopener;
        this.advancer = advancer;
        this.publisher = publisher;
        this.outboxPublisher = outboxPublisher;
        this.nudges = nudges;
    }

    /** Takes in what has happened to the traces. */
    public void advance(Collection<UUID> traceIds) {
        tell(traceIds, advancer::advance);
    }

    /** Begins the traces. */
    void start(Collection<UUID> traceIds) {
        tell(traceIds, advancer::start);
    }

    /** Ends the traces at a user's wish. */
    void cancel(Collection<UUID> traceIds) {
        tell(traceIds, advancer::cancel);
    }

    /** Ends the traces because their run has no money for another call. */
    void stop(Collection<UUID> traceIds, EndReason reason) {
        tell(traceIds, ids -> advancer.stop(ids, reason));
    }

    /** Lets stopped traces go on. */
    void reopen(Collection<UUID> traceIds) {
        tell(traceIds, reopener::reopen);
        advance(traceIds);
    }

    private void tell(Collection<UUID> traceIds, Function<Collection<UUID>, Advance> step) {
        if (traceIds.isEmpty()) {
            return;
        }
        Advance advance = step.apply(traceIds);
        publisher.announce(advance.internal());
        outboxPublisher.publish(advance.stored());
        nudges.nudge(advance.runsWithRoom());
    }
}
