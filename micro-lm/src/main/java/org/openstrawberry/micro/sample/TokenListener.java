package org.openstrawberry.micro.sample;

/** Hears of every token as it is drawn, on the thread that samples: it must be quick. */
@FunctionalInterface
public interface TokenListener {

    /**
     * A token was drawn.
     *
     * @param logProbability of the token by the model itself, at temperature 1; natural logarithm
     * @return whether to go on; otherwise the sample ends as if a stop sequence had been reached
     */
    boolean drawn(int token, float logProbability);
}
