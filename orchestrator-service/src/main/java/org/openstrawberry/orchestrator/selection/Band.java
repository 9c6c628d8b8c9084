package org.openstrawberry.orchestrator.selection;

/**
 * The problems that are worth learning from: solved at times, and not mostly. Given as counts of so many samples; with
 * another number of samples the counts are scaled, the lower one rounded up and the upper one down.
 *
 * @param from least correct samples, at least 0
 * @param to most correct samples, at least {@code from}
 * @param of samples that the counts refer to, at least {@code to}
 */
public record Band(int from, int to, int of) {
    /** 1 to 10 of 20, which the method's description speaks of. */
    public static final Band DEFAULT = new Band(1, 10, 20);

    /** @throws IllegalArgumentException when the counts are in no order */
    public Band {
        if (from < 0 || to < from || of < to || of < 1) {
            throw new IllegalArgumentException("no band: " + from + " to " + to + " of " + of);
        }
    }

    /** The least correct ones of so many samples. */
    public int least(int samples) {
        return (int) ((from * (long) samples + of - 1) / of);
    }

    /** The most correct ones of so many samples, which can be fewer than the least. */
    public int most(int samples) {
        return (int) (to * (long) samples / of);
    }

    /** Where a problem lies that went like this. */
    public Placement place(Outcomes outcomes) {
        if (outcomes.samples() == 0) {
            return Placement.UNSAMPLED;
        }
        Placement atLeast = place(outcomes.correct(), outcomes.samples());
        Placement atMost = place(outcomes.correct() + outcomes.undecided(), outcomes.samples());
        return atLeast == atMost ? atLeast : Placement.UNDECIDED;
    }

    private Placement place(int correct, int samples) {
        if (correct < least(samples)) {
            return Placement.HOPELESS;
        }
        return correct > most(samples) ? Placement.EASY : Placement.KEPT;
    }

    /**
     * Whether more samples could well change where the problem lies: an end of the band is within the 95 % interval of
     * its pass rate.
     */
    public boolean isUncertain(Outcomes outcomes) {
        if (outcomes.samples() == 0) {
            return true;
        }
        double lowest = from / (double) of;
        double highest = to / (double) of;
        var share = outcomes.passRate();
        return isWithin(lowest, share.low(), share.high()) || isWithin(highest, share.low(), share.high());
    }

    /** An end at 0 or 1 divides nothing. */
    private static boolean isWithin(double end, double low, double high) {
        return end > 0 && end < 1 && low <= end && end <= high;
    }
}
