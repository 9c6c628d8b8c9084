package org.openstrawberry.micro.train;

/**
 * A learning rate that rises evenly during the warm-up and then falls to its floor along half a cosine (Loshchilov and
 * Hutter 2016, arXiv:1608.03983).
 *
 * @param peak above 0: the highest rate
 * @param floor the last rate, 0 to the peak
 * @param warmUp steps of rising, 0 or more
 * @param steps steps in all, more than the warm-up; behind them the rate stays at the floor
 */
public record LearningRate(double peak, double floor, long warmUp, long steps) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public LearningRate {
        if (!(peak > 0) || !(floor >= 0) || floor > peak || warmUp < 0 || steps <= warmUp) {
            throw new IllegalArgumentException(
                    "from " + peak + " to " + floor + " in " + steps + " steps with " + warmUp + " of warm-up");
        }
    }

    /** The rate of a step, counted from 0. */
    public double at(long step) {
        if (step < warmUp) {
            return peak * (step + 1) / warmUp;
        }
        double progress = Math.min(1, (double) (step - warmUp) / (steps - warmUp));
        return floor + (peak - floor) * (1 + StrictMath.cos(Math.PI * progress)) / 2;
    }
}
