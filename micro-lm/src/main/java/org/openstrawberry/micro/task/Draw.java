package org.openstrawberry.micro.task;

import java.util.List;
import java.util.SplittableRandom;

/** What makers of problems draw. */
final class Draw {

    private static final List<String> NAMES =
            List.of("Hana", "Omar", "Lena", "Ivan", "Mira", "Tomas", "Aylin", "Jonas");
    private static final List<String> THINGS = List.of(" shells", " coins", " books", " stamps");

    /** No number is larger. */
    private static final int MOST = 9_999;

    private Draw() {}

    /** A number to begin with. */
    static int start(Level level, SplittableRandom random) {
        return random.nextInt(2, level.maxOperand() + 1);
    }

    /** An operation on a value that keeps it from 1 to {@link #MOST}; never a division. */
    static Step step(int value, Level level, SplittableRandom random) {
        boolean multiply = level.maxFactor() > 1 && random.nextInt(3) == 0;
        if (multiply && value * level.maxFactor() <= MOST) {
            return Step.of(Operation.MULTIPLY, value, random.nextInt(2, level.maxFactor() + 1));
        }
        boolean subtract = value > 3 && random.nextBoolean();
        if (subtract || value + level.maxOperand() > MOST) {
            return Step.of(Operation.SUBTRACT, value, random.nextInt(2, Math.min(level.maxOperand() + 1, value)));
        }
        return Step.of(Operation.ADD, value, random.nextInt(2, level.maxOperand() + 1));
    }

    /** Names, no two alike. */
    static List<String> names(int count, SplittableRandom random) {
        int first = random.nextInt(NAMES.size());
        int stride = 2 * random.nextInt(NAMES.size() / 2) + 1;
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> NAMES.get((first + i * stride) % NAMES.size()))
                .toList();
    }

    /** What somebody has. */
    static String things(SplittableRandom random) {
        return THINGS.get(random.nextInt(THINGS.size()));
    }
}
