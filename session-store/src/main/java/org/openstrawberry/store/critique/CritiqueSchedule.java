package org.openstrawberry.store.critique;

import java.util.Optional;
import java.util.SplittableRandom;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.store.run.RunSettings;

/**
 * Decides after which turns a critique is made and which window it sees. Both the verifier, which makes them, and the
 * orchestrator, which may wait for them, derive the same answer from the settings and the seed of the trace.
 */
public final class CritiqueSchedule {
    private CritiqueSchedule() {}

    /**
     * Turns that a critique sees.
     *
     * @param fromTurn index of the first
     * @param toTurn index of the last
     */
    public record Window(int fromTurn, int toTurn) {}

    /**
     * The window to critique once the turn of that index is complete, if one is due: after every {@code every} turns. In
     * FEEDBACK and GATE mode it is the newest turns, for the trace waits for the word on them; in OBSERVE mode its end is
     * drawn from the turns since the last critique.
     *
     * @param turnIndex from 0
     */
    public static Optional<Window> dueAfter(RunSettings.Verifier verifier, long traceSeed, int turnIndex) {
        boolean due = verifier.mode() != VerifierMode.OFF && (turnIndex + 1) % verifier.every() == 0;
        if (!due) {
            return Optional.empty();
        }
        int toTurn = switch (verifier.mode()) {
            case OFF, FEEDBACK, GATE -> turnIndex;
            case OBSERVE -> turnIndex - new SplittableRandom(traceSeed + turnIndex).nextInt(verifier.every());
        };
        return Optional.of(new Window(Math.max(0, toTurn - verifier.window() + 1), toTurn));
    }
}
