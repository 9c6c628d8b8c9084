package org.openstrawberry.micro.guard;

import org.openstrawberry.micro.train.StepReport;
import org.openstrawberry.micro.train.Trainer;

/** What is done in each step: usually one or two calls of the trainer, with a loss and a batch. */
@FunctionalInterface
public interface TrainingStep {

    /**
     * Does a step.
     *
     * @param number counted from 0
     * @return what the trainer reported of the step that preferences are learnt in
     */
    StepReport take(Trainer trainer, long number);
}
