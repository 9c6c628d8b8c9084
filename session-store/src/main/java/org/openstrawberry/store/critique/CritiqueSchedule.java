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
    /** Sets the draws of neighbouring turns, and those of a window's end, apart. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    private CritiqueSchedule() {}

    /**
     * Turns that a critique sees.
     *
     * @param fromTurn index of the first
     * @param toTurn index of the last
     */
    public record Window(int fromTurn, int toTurn) {}

    /**
     * The window to critique once the turn of that index is complete, if one is due: after every {@code every} turns, and
     * after any other with the run's probability. It is the newest turns; only in OBSERVE mode, where nobody waits for the
     * word on them, the end of a window at a fixed turn is drawn from the turns since the last one.
     *
     * @param turnIndex from 0
     */
    public static Optional<Window> dueAfter(RunSettings.Verifier verifier, long traceSeed, int turnIndex) {
        if (isFixed(verifier, turnIndex)) {
            int back = verifier.mode() == VerifierMode.OBSERVE
                    ? new SplittableRandom(traceSeed + turnIndex).nextInt(verifier.every())
                    : 0;
            return Optional.of(endingWith(verifier, turnIndex - back));
        }
        return verifier.mode() != VerifierMode.OFF && isDrawn(verifier, traceSeed, turnIndex)
                ? Optional.of(endingWith(verifier, turnIndex))
                : Optional.empty();
    }

    /** Whether a critique may be due after the turn, in some trace of the run. */
    public static boolean mayBeDueAfter(RunSettings.Verifier verifier, int turnIndex) {
        return verifier.mode() != VerifierMode.OFF && (verifier.chance() > 0 || isFixed(verifier, turnIndex));
    }

    /** The window to critique before an answer that the turn of that index gave is accepted. */
    public static Window gateAfter(RunSettings.Verifier verifier, int turnIndex) {
        return endingWith(verifier, turnIndex);
    }

    private static boolean isFixed(RunSettings.Verifier verifier, int turnIndex) {
        return verifier.mode() != VerifierMode.OFF && verifier.every() > 0 && (turnIndex + 1) % verifier.every() == 0;
    }

    private static boolean isDrawn(RunSettings.Verifier verifier, long traceSeed, int turnIndex) {
        return new SplittableRandom(traceSeed ^ (turnIndex + 1) * STRIDE).nextDouble() < verifier.chance();
    }

    private static Window endingWith(RunSettings.Verifier verifier, int toTurn) {
        return new Window(Math.max(0, toTurn - verifier.window() + 1), toTurn);
    }
}
