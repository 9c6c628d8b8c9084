package org.openstrawberry.micro.guard;

import java.util.Optional;
import org.openstrawberry.micro.evaluate.Accuracy;

/**
 * How training is at a checkpoint.
 *
 * @param step steps done
 * @param loss mean over the steps since the last checkpoint
 * @param shift mean, over the steps with preferences since the last checkpoint, of log p of the chosen replies less what the
 *     model that training started from gives them; 0 where there are none
 * @param heldOut accuracy on problems that are never learnt from
 * @param collapse empty while all is well
 */
public record CheckpointReport(long step, double loss, double shift, Accuracy heldOut, Optional<Collapse> collapse) {}
