package org.openstrawberry.micro.sample;

import java.util.ArrayDeque;
import java.util.Deque;
import org.openstrawberry.micro.model.ModelShape;

/** The slots of a worker that are free, the longest unused first. They are made when they are first needed. */
final class Caches {

    /** A beginning that is shorter is not worth another conversation's cache. */
    private static final int WORTHWHILE = 8;

    private final ModelShape shape;
    private final Deque<KeyValueCache> free = new ArrayDeque<>();
    private int unmade;

    Caches(ModelShape shape, int slots) {
        this.shape = shape;
        unmade = slots;
    }

    int free() {
        return free.size() + unmade;
    }

    /** The slot that holds most of what a prompt begins with; if none holds enough, the longest unused. */
    KeyValueCache take(int[] prompt) {
        int longest = 0;
        KeyValueCache best = null;
        for (KeyValueCache cache : free) {
            int common = cache.common(prompt);
            if (common > longest) {
                longest = common;
                best = cache;
            }
        }
        if (best != null && longest >= WORTHWHILE) {
            free.remove(best);
            return best;
        }
        if (unmade > 0) {
            unmade--;
            return new KeyValueCache(shape);
        }
        return free.removeFirst();
    }

    void give(KeyValueCache cache) {
        free.addLast(cache);
    }
}
