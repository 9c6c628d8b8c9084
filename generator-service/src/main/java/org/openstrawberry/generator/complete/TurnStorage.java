package org.openstrawberry.generator.complete;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.generator.GeneratorMetrics;
import org.openstrawberry.generator.call.CallOutcome.Ended;
import org.openstrawberry.generator.call.CallOutcome.Failed;
import org.openstrawberry.generator.call.GeneratorError;
import org.openstrawberry.generator.call.TurnEnding;
import org.openstrawberry.generator.conversation.History;
import org.openstrawberry.generator.conversation.HistoryCache;
import org.openstrawberry.generator.slot.InFlightTurn;
import org.openstrawberry.generator.slot.InFlightTurns;
import org.openstrawberry.generator.slot.SlotPool;
import org.openstrawberry.messaging.commit.GroupCommit;
import org.openstrawberry.messaging.commit.GroupCommitException;
import org.openstrawberry.store.turn.Exchange;
import org.openstrawberry.store.turn.TurnCompletion;
import org.openstrawberry.store.turn.TurnRelease;

/**
 * Stores and gives back turns through group commits. A turn keeps its slot and its lease until that is done, however
 * long the database is away: its reply is paid for.
 */
public final class TurnStorage implements TurnEnding {
    private static final Logger LOG = Logger.getLogger(TurnStorage.class);

    private final InFlightTurns inFlight;
    private final SlotPool slots;
    private final HistoryCache histories;
    private final GeneratorMetrics metrics;
    private final Completions completions;
    private final GroupCommit<TurnCompletion, Boolean> storing;
    private final GroupCommit<TurnRelease, Boolean> releasing;

    /** Closes neither of the group commits before {@link #close}. Both must have room for every slot. */
    public TurnStorage(
            InFlightTurns inFlight,
            SlotPool slots,
            HistoryCache histories,
            GeneratorMetrics metrics,
            Completions completions,
            GroupCommit<TurnCompletion, Boolean> storing,
            GroupCommit<TurnRelease, Boolean> releasing) {
        this.inFlight = inFlight;
        this.slots = slots;
        this.histories = histories;
        this.metrics = metrics;
        this.completions = completions;
        this.storing = storing;
        this.releasing = releasing;
    }

    @Override
    public void store(InFlightTurn turn, History history, Ended outcome) {
        TurnCompletion completion;
        try {
            completion = completions.of(turn.turn(), outcome);
        } catch (RuntimeException e) {
            LOG.errorf(e, "the end of turn %s cannot be written down", turn.claim());
            storeInternalError(turn, e);
            return;
        }
        submit(turn, history, completion);
    }

    private void submit(InFlightTurn turn, History history, TurnCompletion completion) {
        try {
            var _ = storing.submit(completion)
                    .whenComplete((stored, failure) -> submitted(turn, history, completion, stored, failure));
        } catch (GroupCommitException e) {
            LOG.errorf("the end of turn %s is lost, its lease will lapse: %s", turn.claim(), e);
            free(turn);
        }
    }

    /** Called on the group commit's thread: quick, and never submits. */
    private void submitted(
            InFlightTurn turn,
            History history,
            TurnCompletion completion,
            @Nullable Boolean stored,
            @Nullable Throwable failure) {
        if (failure == null) {
            if (Boolean.TRUE.equals(stored)) {
                metrics.stored(turn.turn(), completion);
                remember(turn, history, completion);
            } else {
                LOG.debugf("turn %s was stored before or is no longer ours", turn.claim());
            }
            free(turn);
        } else if (failure instanceof GroupCommitException) {
            LOG.errorf("the end of turn %s may be lost, its lease will lapse: %s", turn.claim(), failure);
            free(turn);
        } else {
            LOG.errorf(failure, "the end of turn %s cannot be stored", turn.claim());
            Thread.ofVirtual().name("turn-failed").start(() -> storeInternalError(turn, failure));
        }
    }

    /** The last resort for data that the store refuses; if it refuses this too, the lease lapses. */
    private void storeInternalError(InFlightTurn turn, Throwable cause) {
        try {
            TurnCompletion failed = completions.of(
                    turn.turn(),
                    new Failed(GeneratorError.INTERNAL_ERROR.name(), cause.toString(), Duration.ZERO, true));
            var _ = storing.submit(failed).whenComplete((_, failure) -> {
                if (failure == null) {
                    metrics.stored(turn.turn(), failed);
                } else {
                    LOG.errorf(failure, "turn %s cannot be ended, its lease will lapse", turn.claim());
                }
                free(turn);
            });
        } catch (RuntimeException e) {
            LOG.errorf(e, "turn %s cannot be ended, its lease will lapse", turn.claim());
            free(turn);
        }
    }

    private void remember(InFlightTurn turn, History history, TurnCompletion completion) {
        String reply = completion.reply();
        if (completion.status() == TurnStatus.COMPLETED && reply != null) {
            histories.append(
                    turn.turn().traceId(),
                    history,
                    new Exchange(turn.turn().index(), turn.turn().prompt(), reply));
        }
    }

    @Override
    public void giveBack(InFlightTurn turn, TurnRelease release) {
        try {
            var _ = releasing.submit(release).whenComplete((released, failure) -> {
                if (Boolean.TRUE.equals(released)) {
                    metrics.givenBack();
                } else if (failure == null) {
                    metrics.lost();
                } else {
                    LOG.warnf("turn %s cannot be given back, its lease will lapse: %s", turn.claim(), failure);
                }
                free(turn);
            });
        } catch (GroupCommitException e) {
            LOG.warnf("turn %s cannot be given back, its lease will lapse: %s", turn.claim(), e);
            free(turn);
        }
    }

    private void free(InFlightTurn turn) {
        if (inFlight.remove(turn)) {
            slots.give(1);
        }
    }

    /**
     * Stores what waits and takes no more.
     *
     * @param timeout for each of storing and giving back
     * @return whether everything was stored and given back
     */
    public boolean close(Duration timeout) {
        boolean stored = storing.close(timeout);
        boolean released = releasing.close(timeout);
        return stored && released;
    }
}
