package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.messaging.commit.TransientFailures;
import org.openstrawberry.messaging.outbox.OutboxPublisher;
import org.openstrawberry.messaging.publish.EventPublisher;

/**
 * Moves traces and tells the others: first the transaction, then the events. Whatever is lost between the two is told
 * again by the reaper and the outbox relay.
 */
@ApplicationScoped
public class TraceProgress {
    private static final Logger LOG = Logger.getLogger(TraceProgress.class);

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

    /** As {@link #advance}, but a trace that cannot be moved, which is logged, does not keep the others from being moved. */
    public void advanceEach(Collection<UUID> traceIds) {
        try {
            advance(traceIds);
        } catch (RuntimeException e) {
            if (TransientFailures.isTransient(e)) {
                throw e;
            }
            if (traceIds.size() == 1) {
                LOG.errorf(
                        e,
                        "trace %s cannot go on and is tried again",
                        traceIds.iterator().next());
            } else {
                LOG.warnf("%d traces cannot be moved together, trying one by one: %s", traceIds.size(), e);
                traceIds.forEach(traceId -> advanceEach(List.of(traceId)));
            }
        }
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

    /** Accepts answers whose critique has not come in time; by trace, the turn that gave the answer. */
    void acceptOverdue(Map<UUID, Integer> gates) {
        tell(gates.keySet(), _ -> advancer.acceptOverdue(gates));
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
