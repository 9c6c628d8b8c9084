package org.openstrawberry.micro.conversation;

import java.util.SplittableRandom;
import org.openstrawberry.micro.task.Problem;

/** How a problem should be worked out, to learn from. */
public final class Lessons {

    private static final double EARLY_CHECK = 0.15;
    private static final double LATE_NEXT = 0.35;
    private static final int MOST_LATE = 4;

    private Lessons() {}

    /** The whole working in one reply. */
    public static Conversation oneShot(Problem problem) {
        StringBuilder reply = new StringBuilder();
        for (int i = 0; i < problem.steps().size(); i++) {
            reply.append(problem.steps().get(i).text(i + 1)).append('\n');
        }
        reply.append(answer(problem));
        return Conversation.about(problem.text()).with(Prompt.SOLVE, reply.toString());
    }

    /**
     * The working step by step. Now and then the answer is asked for too early, which gets "not yet" and the next step, or
     * steps are asked for though nothing is left.
     *
     * @param seed decides when
     */
    public static Conversation stepByStep(Problem problem, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Conversation conversation = Conversation.about(problem.text());
        for (int i = 0; i < problem.steps().size(); i++) {
            String step = problem.steps().get(i).text(i + 1);
            boolean early = random.nextDouble() < EARLY_CHECK;
            conversation =
                    early ? conversation.with(Prompt.CHECK, "Not yet.\n" + step) : conversation.with(Prompt.NEXT, step);
        }
        for (int late = 0; late < MOST_LATE && random.nextDouble() < LATE_NEXT; late++) {
            conversation = conversation.with(Prompt.NEXT, "Nothing is left to work out: " + problem.answer());
        }
        return conversation.with(Prompt.CHECK, answer(problem));
    }

    private static String answer(Problem problem) {
        return "Answer: " + problem.answer();
    }
}
