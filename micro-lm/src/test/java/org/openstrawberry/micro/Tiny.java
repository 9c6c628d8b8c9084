package org.openstrawberry.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.text.Sequence;

/** Models and sequences that are small enough for tests. */
public final class Tiny {

    /** Odd sizes, so that no tile fits. */
    public static final ModelShape SHAPE = new ModelShape(19, 24, 2, 2, 40, 80);

    private Tiny() {}

    /** Untrained weights. */
    public static Weights weights(long seed) {
        return Weights.random(SHAPE, 7, seed);
    }

    /** Random tokens. */
    public static int[] tokens(int length, long seed) {
        return new SplittableRandom(seed).ints(length, 0, SHAPE.vocabulary()).toArray();
    }

    /** A sequence of random tokens, of which some are learnt. */
    public static Sequence sequence(int length, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        boolean[] learnt = new boolean[length];
        for (int i = 1; i < length; i++) {
            learnt[i] = random.nextInt(3) > 0;
        }
        learnt[length - 1] = true;
        return Sequence.of(tokens(length, seed), learnt);
    }

    /** Sequences of different lengths, 2 to 75. */
    public static List<Sequence> sequences(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Sequence> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sequences.add(sequence(random.nextInt(2, 76), random.nextLong()));
        }
        return sequences;
    }
}
