package org.openstrawberry.verifier.schedule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.store.price.Price;
import org.openstrawberry.store.run.RunSettings;

/**
 * What the verifier needs to know of a run; it never changes.
 *
 * @param mode of the run
 * @param verifier who critiques, and when
 * @param runModel {@code provider:model} of the run
 * @param price of the critic; null when unknown
 * @param callTimeout longest duration of one call, tries included
 * @param answerOnAnyTurn whether a final answer counts on every turn or only when it was asked for
 */
public record RunVerifier(
        RunMode mode,
        RunSettings.Verifier verifier,
        String runModel,
        @Nullable Price price,
        Duration callTimeout,
        boolean answerOnAnyTurn) {

    /** Whether any critique is ever due in the run. */
    public boolean isOn() {
        return mode == RunMode.TRACE && verifier.mode() != VerifierMode.OFF;
    }

    /** Whether a critic has to let an answer pass that a turn of that kind gave. */
    public boolean gatesAnswersOf(TurnKind kind) {
        return isOn()
                && verifier.mode() == VerifierMode.GATE
                && verifier.mostReturns() > 0
                && (answerOnAnyTurn || kind == TurnKind.FINAL_CHECK);
    }

    /** {@code provider:model} of the critic: its own, or else the run's. */
    public String criticModel() {
        String own = verifier.model();
        return own == null ? runModel : own;
    }
}
