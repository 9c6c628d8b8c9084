package org.openstrawberry.micro.train;

import java.util.List;
import org.openstrawberry.micro.text.Sequence;

/** What one term of a loss is about: one sequence, or two that are compared. */
public sealed interface Example {

    /** The sequences, whose log-probabilities the loss is told in this order. */
    List<Sequence> sequences();

    /** How much log p of the preferred sequence is above what the reference model gave it, if there is a reference. */
    default double shift(double[] logProbabilities) {
        return 0;
    }

    /**
     * Something to imitate.
     *
     * @param sequence its learnt tokens are what is imitated
     */
    record Demonstration(Sequence sequence) implements Example {
        @Override
        public List<Sequence> sequences() {
            return List.of(sequence);
        }
    }

    /**
     * Two replies to the same prompt.
     *
     * @param chosen the better
     * @param rejected the worse
     * @param chosenReference log p of the better by the model that training started from
     * @param rejectedReference log p of the worse by that model
     */
    record Preference(Sequence chosen, Sequence rejected, double chosenReference, double rejectedReference)
            implements Example {
        @Override
        public List<Sequence> sequences() {
            return List.of(chosen, rejected);
        }

        @Override
        public double shift(double[] logProbabilities) {
            return logProbabilities[0] - chosenReference;
        }

        /** How much the model prefers the chosen reply more than the reference does. */
        double margin(double[] logProbabilities) {
            return logProbabilities[0] - chosenReference - (logProbabilities[1] - rejectedReference);
        }
    }

    /**
     * A reply that was found good or bad, without another to compare it with.
     *
     * @param sequence its learnt tokens are the reply
     * @param desirable whether it was found good
     * @param reference log p by the model that training started from
     */
    record Judged(Sequence sequence, boolean desirable, double reference) implements Example {
        @Override
        public List<Sequence> sequences() {
            return List.of(sequence);
        }

        @Override
        public double shift(double[] logProbabilities) {
            return desirable ? logProbabilities[0] - reference : 0;
        }
    }
}
