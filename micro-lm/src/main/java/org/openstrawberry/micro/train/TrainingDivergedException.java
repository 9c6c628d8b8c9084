package org.openstrawberry.micro.train;

/** The gradient of a step is not finite. The parameters are those before the step. */
public final class TrainingDivergedException extends RuntimeException {

    private final long step;

    TrainingDivergedException(long step) {
        super("the gradient of step " + step + " is not finite; the learning rate may be too high");
        this.step = step;
    }

    /** The step that was refused. */
    public long step() {
        return step;
    }
}
