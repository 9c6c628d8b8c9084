package org.openstrawberry.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Faults with given probabilities. The same seed gives the same fault to the request of the same number. */
public final class RandomFaults implements FaultPlan {

    private record Chance(Fault fault, double upTo) {}

    private final long seed;
    private final List<Chance> chances;

    private RandomFaults(long seed, List<Chance> chances) {
        this.seed = seed;
        this.chances = chances;
    }

    /** No fault yet. */
    public static RandomFaults seeded(long seed) {
        return new RandomFaults(seed, List.of());
    }

    /**
     * The same with one more fault.
     *
     * @throws IllegalArgumentException if the probability is not from 0 to 1, or all together are above 1
     */
    public RandomFaults with(Fault fault, double probability) {
        double before = chances.isEmpty() ? 0 : chances.getLast().upTo();
        double sum = before + probability;
        if (!(probability >= 0 && sum <= 1.000_000_1)) {
            throw new IllegalArgumentException("probability of fault " + fault.label() + " is " + probability
                    + " after " + before + " for the others");
        }
        List<Chance> more = new ArrayList<>(chances);
        more.add(new Chance(fault, sum));
        return new RandomFaults(seed, List.copyOf(more));
    }

    @Override
    public Optional<Fault> next(SimulatedRequest request) {
        double drawn = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + request.number()).nextDouble();
        return chances.stream()
                .filter(chance -> drawn < chance.upTo())
                .map(Chance::fault)
                .findFirst();
    }
}
