package org.openstrawberry.orchestrator.pair;

import java.util.Collection;

/**
 * Whether the chosen traces of pairs can be told by their length.
 *
 * @param pairs how many there are
 * @param meanChosen mean bytes of the chosen; 0 without pairs
 * @param meanRejected mean bytes of the rejected; 0 without pairs
 * @param chosenLonger share of pairs whose chosen trace is the longer one, equal ones counted half; 0.5 without pairs
 */
public record LengthBias(long pairs, double meanChosen, double meanRejected, double chosenLonger) {
    /** Of these pairs. */
    public static LengthBias of(Collection<TracePair> pairs) {
        double chosen = 0;
        double rejected = 0;
        double longer = 0;
        for (TracePair pair : pairs) {
            chosen += pair.chosen().length();
            rejected += pair.rejected().length();
            longer +=
                    switch (Long.signum(pair.chosen().length() - pair.rejected().length())) {
                        case 1 -> 1;
                        case 0 -> 0.5;
                        default -> 0;
                    };
        }
        int count = pairs.size();
        return count == 0
                ? new LengthBias(0, 0, 0, 0.5)
                : new LengthBias(count, chosen / count, rejected / count, longer / count);
    }
}
