package org.openstrawberry.orchestrator.trace;

import org.openstrawberry.orchestrator.prompt.SplitMix;

/** Where the randomness of a trace comes from: each sample of each problem of a run has a seed of its own. */
public final class TraceSeed {

    private TraceSeed() {}

    /**
     * The seed of a trace. Within a run no two traces share one: for a fixed run seed the map from problem and sample
     * to the seed is one-to-one.
     *
     * @param runSeed the seed of the run
     * @param problemPosition place of the problem in its set, from 0
     * @param sample which of the samples of the problem, from 0
     * @throws IllegalArgumentException when a position is negative
     */
    public static long of(long runSeed, int problemPosition, int sample) {
        if (problemPosition < 0 || sample < 0) {
            throw new IllegalArgumentException(
                    "positions start at 0, were problem " + problemPosition + ", sample " + sample);
        }
        return SplitMix.at(runSeed, ((long) problemPosition << 32) | sample);
    }
}
