package org.openstrawberry.generator.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.openstrawberry.generator.call.CallOutcome.Failed;
import org.openstrawberry.generator.conversation.History;
import org.openstrawberry.generator.conversation.Ingredients;
import org.openstrawberry.generator.slot.InFlightTurn;
import org.openstrawberry.generator.slot.InFlightTurns;
import org.openstrawberry.messaging.commit.RetryStoppedException;
import org.openstrawberry.messaging.commit.TransientRetry;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.TurnRelease;

/**
 * Starts claimed turns. What their calls need is read for some dozen of them at a time; then each runs on a virtual
 * thread of its own, holding no database connection. A passing failure of the reading is waited out, as the leases are
 * kept meanwhile.
 */
public final class TurnLauncher {
    private static final Logger LOG = Logger.getLogger(TurnLauncher.class);
    private static final int PREPARED_TOGETHER = 64;

    private final InFlightTurns inFlight;
    private final Function<List<ClaimedTurn>, List<Ingredients>> reader;
    private final TransientRetry retry;
    private final TurnRunner runner;
    private final TurnEnding ending;

    /**
     * Nothing started yet.
     *
     * @param reader gets the ingredients of turns, in their order; may block and throw
     * @param retry of the reading; stopped when the service stops
     * @param ending what becomes of turns that cannot be started
     */
    public TurnLauncher(
            InFlightTurns inFlight,
            Function<List<ClaimedTurn>, List<Ingredients>> reader,
            TransientRetry retry,
            TurnRunner runner,
            TurnEnding ending) {
        this.inFlight = inFlight;
        this.reader = reader;
        this.retry = retry;
        this.runner = runner;
        this.ending = ending;
    }

    /** Starts the turns and returns at once. */
    public void launch(List<ClaimedTurn> claimed) {
        List<InFlightTurn> turns = new ArrayList<>(claimed.size());
        claimed.forEach(turn -> turns.add(inFlight.add(turn)));
        for (int from = 0; from < turns.size(); from += PREPARED_TOGETHER) {
            List<InFlightTurn> some = turns.subList(from, Math.min(from + PREPARED_TOGETHER, turns.size()));
            Thread.ofVirtual().name("turns-", 0).start(() -> prepareAndRun(some));
        }
    }

    private void prepareAndRun(List<InFlightTurn> turns) {
        List<Ingredients> ingredients;
        try {
            List<ClaimedTurn> claimed = turns.stream().map(InFlightTurn::turn).toList();
            ingredients = retry.call("reading conversations", () -> reader.apply(claimed));
        } catch (RetryStoppedException e) {
            LOG.warnf("%d turns are given back: %s", turns.size(), e);
            turns.forEach(turn -> ending.giveBack(turn, TurnRelease.uncalled(turn.claim())));
            return;
        } catch (RuntimeException | Error e) {
            isolate(turns, e);
            return;
        }
        for (int i = 1; i < turns.size(); i++) {
            InFlightTurn turn = turns.get(i);
            Ingredients its = ingredients.get(i);
            Thread.ofVirtual().name("turn-" + turn.claim().turnId()).start(() -> runner.run(turn, its));
        }
        runner.run(turns.getFirst(), ingredients.getFirst());
    }

    /** One turn that cannot be read must not fail the others. */
    private void isolate(List<InFlightTurn> turns, Throwable failure) {
        if (turns.size() > 1) {
            LOG.warnf("%d turns cannot be prepared together, trying one by one: %s", turns.size(), failure);
            turns.forEach(turn ->
                    Thread.ofVirtual().name("turn-" + turn.claim().turnId()).start(() -> prepareAndRun(List.of(turn))));
            return;
        }
        InFlightTurn turn = turns.getFirst();
        LOG.errorf(failure, "turn %s cannot be prepared", turn.claim());
        var _ = turn.endCall();
        ending.store(
                turn,
                History.EMPTY,
                new Failed(GeneratorError.INTERNAL_ERROR.name(), failure.toString(), Duration.ZERO, false));
    }
}
