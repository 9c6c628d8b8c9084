package org.openstrawberry.micro.guard;

import org.openstrawberry.micro.train.StepReport;

/** Hears how training goes, on the thread that trains. */
public interface TrainingListener {

    /** A step was done. */
    default void stepped(StepReport report) {}

    /** A checkpoint was reached. */
    default void checkpoint(CheckpointReport report) {}
}
