package org.openstrawberry.micro.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Deals examples out in batches, in another order each time round. A batch depends on the seed and its number alone, so
 * that training that goes on from a checkpoint sees what it would have seen.
 *
 * @param <E> the examples
 */
public final class ShuffledBatches<E extends Example> {

    private final List<E> examples;
    private final int size;
    private final long seed;

    /**
     * Batches of examples.
     *
     * @param size examples in each batch but the last of a round, 1 or more
     * @throws IllegalArgumentException if there is no example or the size is not positive
     */
    public ShuffledBatches(List<E> examples, int size, long seed) {
        if (examples.isEmpty() || size < 1) {
            throw new IllegalArgumentException(examples.size() + " examples in batches of " + size);
        }
        this.examples = List.copyOf(examples);
        this.size = size;
        this.seed = seed;
    }

    /** Batches that one time round takes. */
    public int perRound() {
        return Math.ceilDiv(examples.size(), size);
    }

    /** A batch, counted from 0. */
    public List<E> batch(long number) {
        List<E> order = order(number / perRound());
        int from = (int) (number % perRound()) * size;
        return List.copyOf(order.subList(from, Math.min(order.size(), from + size)));
    }

    private List<E> order(long round) {
        SplittableRandom random = new SplittableRandom(seed ^ (round * 0x9E3779B97F4A7C15L));
        List<E> order = new ArrayList<>(examples);
        for (int i = order.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            E moved = order.set(i, order.get(other));
            order.set(other, moved);
        }
        return order;
    }
}
