package org.openstrawberry.micro.guard;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.openstrawberry.micro.evaluate.Accuracy;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.train.StepReport;

/**
 * Tells learning from collapse. Preference training without a likelihood term makes chosen and rejected replies less likely
 * together, while its loss falls and its preferences look ever better (Razin et al. 2024, arXiv:2410.08847; Pal et al. 2024,
 * arXiv:2402.13228). What shows it is log p of the chosen replies against the reference, and problems that are not learnt
 * from. For one training at a time.
 */
public final class TrainingGuard {

    private final GuardLimits limits;
    private final Function<Weights, Accuracy> heldOut;
    private final Accuracy before;
    private double losses;
    private int steps;
    private double shifts;
    private int shifted;

    /**
     * A guard over training that starts from some weights.
     *
     * @param heldOut how well weights do, on the same problems at every call
     */
    public TrainingGuard(GuardLimits limits, Function<Weights, Accuracy> heldOut, Weights start) {
        this.limits = limits;
        this.heldOut = heldOut;
        before = heldOut.apply(start);
    }

    /** Accuracy before training. */
    public Accuracy before() {
        return before;
    }

    /** Takes note of a step. */
    public void stepped(StepReport report) {
        losses += report.loss();
        steps++;
        // Steps of imitation have no reference; they report exactly 0.
        if (report.shift() != 0) {
            shifts += report.shift();
            shifted++;
        }
    }

    /**
     * Judges what happened since the last checkpoint.
     *
     * @param step steps done
     * @param weights as they are now
     */
    public CheckpointReport checkpoint(long step, Weights weights) {
        double shift = shifted == 0 ? 0 : shifts / shifted;
        double loss = steps == 0 ? 0 : losses / steps;
        losses = 0;
        steps = 0;
        shifts = 0;
        shifted = 0;
        Accuracy now = heldOut.apply(weights);
        return new CheckpointReport(step, loss, shift, now, collapse(shift, now));
    }

    private Optional<Collapse> collapse(double shift, Accuracy now) {
        if (shift < limits.leastShift()) {
            return Optional.of(new Collapse(
                    Collapse.Code.LIKELIHOOD_FELL,
                    String.format(
                            Locale.ROOT,
                            "the mean log-probability of chosen replies is %.2f below the reference's;"
                                    + " at most %.2f is sound",
                            -shift,
                            -limits.leastShift())));
        }
        double error = Math.hypot(before.standardError(), now.standardError());
        if (before.share() - now.share() > limits.standardErrors() * error) {
            return Optional.of(
                    new Collapse(Collapse.Code.ACCURACY_FELL, "held-out accuracy was " + before + " and is " + now));
        }
        return Optional.empty();
    }
}
