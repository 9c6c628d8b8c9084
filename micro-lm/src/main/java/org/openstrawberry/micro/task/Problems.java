package org.openstrawberry.micro.task;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An endless supply of problems of one split. A problem depends on the split, the seed and its place alone.
 *
 * @param split what the problems are for
 * @param seed other seeds give other problems
 */
public record Problems(Split split, long seed) {

    private static final List<Family> FAMILIES = List.of(Family.values());

    /** Of all problems a tenth is in the smallest split: so many draws without one do not happen. */
    private static final int DRAWS = 10_000;

    /**
     * The problem at a place.
     *
     * @param index 0 or more; the families take turns
     */
    public Problem problem(Level level, long index) {
        Family family = FAMILIES.get((int) (index % FAMILIES.size()));
        return problem(family, level, index);
    }

    /** The problem of a family at a place. */
    public Problem problem(Family family, Level level, long index) {
        SplittableRandom mixer = new SplittableRandom(seed);
        long start = mixer.nextLong()
                ^ new SplittableRandom(index * 64 + level.number() * 8L + FAMILIES.indexOf(family)).nextLong();
        SplittableRandom random = new SplittableRandom(start);
        for (int i = 0; i < DRAWS; i++) {
            Problem problem = family.draw(level, random);
            if (problem.split() == split) {
                return problem;
            }
        }
        throw new IllegalStateException("no problem of " + split + " in " + DRAWS + " draws");
    }

    /**
     * So many problems of a level, no two of the same content.
     *
     * @param count 1 to 100,000; the easiest level has no more than a few thousand in its smallest split
     * @throws IllegalArgumentException if there are not so many
     */
    public List<Problem> distinct(Level level, int count) {
        List<Problem> problems = new ArrayList<>();
        Set<String> contents = new HashSet<>();
        for (long index = 0; problems.size() < count; index++) {
            if (index > 20L * count + DRAWS) {
                throw new IllegalArgumentException("level " + level.number() + " has no " + count + " problems");
            }
            Problem problem = problem(level, index);
            if (contents.add(problem.content())) {
                problems.add(problem);
            }
        }
        return problems;
    }
}
