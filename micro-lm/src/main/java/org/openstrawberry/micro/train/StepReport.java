package org.openstrawberry.micro.train;

/**
 * What one step of training did.
 *
 * @param step number of steps done, this one included
 * @param loss mean loss of the examples, before the step
 * @param gradientNorm length of the gradient before clipping
 * @param rows positions computed
 * @param shift mean, over the examples, of log p of the preferred sequence less what the reference gave it; 0 for
 *     imitation. Below about -2 the model is forgetting how to answer: stop and go back
 */
public record StepReport(long step, double loss, double gradientNorm, int rows, double shift) {}
