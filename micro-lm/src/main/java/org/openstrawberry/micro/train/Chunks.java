package org.openstrawberry.micro.train;

import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.micro.network.PackedBatch;

/**
 * Cuts the examples of a step into pieces of like size, a multiple of the lanes, none much longer than fits the memory; the
 * sequences of one example stay together. What comes out depends on the examples alone.
 */
final class Chunks {

    /** Positions that one piece should not exceed: this bounds the memory of a lane. */
    private static final int ROWS = 512;

    private Chunks() {}

    static <E extends Example> List<List<E>> of(List<E> examples) {
        int total = examples.stream().mapToInt(Chunks::rows).sum();
        int wanted = TrainerSettings.LANES * Math.ceilDiv(total, TrainerSettings.LANES * ROWS);
        int goal = Math.ceilDiv(total, wanted);
        List<List<E>> chunks = new ArrayList<>();
        List<E> chunk = new ArrayList<>();
        int rows = 0;
        for (E example : examples) {
            chunk.add(example);
            rows += rows(example);
            if (rows >= goal) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                rows = 0;
            }
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    static int rows(Example example) {
        return example.sequences().stream().mapToInt(PackedBatch::rows).sum();
    }
}
