package org.openstrawberry.micro.guard;

import java.util.Optional;
import org.openstrawberry.micro.train.StepReport;
import org.openstrawberry.micro.train.Trainer;

/**
 * Training that is looked at every so many steps, and ends early when it collapses.
 *
 * @param step what is done in each
 * @param steps of training, 1 or more
 * @param checkpointEvery so many steps, 1 or more; the last step is always looked at
 */
public record GuardedTraining(TrainingStep step, long steps, long checkpointEvery) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public GuardedTraining {
        if (steps < 1 || checkpointEvery < 1) {
            throw new IllegalArgumentException(steps + " steps, a checkpoint every " + checkpointEvery);
        }
    }

    /**
     * Trains to the end, or to the first checkpoint that shows a collapse.
     *
     * @return the collapse; empty if all went well
     */
    public Optional<Collapse> run(Trainer trainer, TrainingGuard guard, TrainingListener listener) {
        for (long number = 0; number < steps; number++) {
            StepReport report = step.take(trainer, number);
            guard.stepped(report);
            listener.stepped(report);
            if ((number + 1) % checkpointEvery == 0 || number + 1 == steps) {
                CheckpointReport checkpoint = guard.checkpoint(number + 1, trainer.weights());
                listener.checkpoint(checkpoint);
                if (checkpoint.collapse().isPresent()) {
                    return checkpoint.collapse();
                }
            }
        }
        return Optional.empty();
    }
}
