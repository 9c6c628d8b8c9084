package org.openstrawberry.micro.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Prompt;
import org.openstrawberry.micro.task.Operation;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Step;

/**
 * A working with one mistake in it, which later steps carry on rightly; it ends where a division would leave a rest.
 *
 * @param conversation a step for each turn, without the answer
 * @param turn the wrong turn, counted from 0
 * @param mistake what is wrong
 */
public record FlawedWorking(Conversation conversation, int turn, Mistake mistake) {

    private static final int DRAWS = 200;

    /** Of which one is drawn: wrong digits are the commonest mistakes. */
    private static final List<Mistake> KINDS =
            List.of(Mistake.DIGIT, Mistake.DIGIT, Mistake.OPERAND, Mistake.OPERATION, Mistake.CARRIED);

    /** The working of a problem, a step for each turn, without a mistake and without the answer. */
    public static Conversation right(Problem problem) {
        return conversation(problem, problem.steps());
    }

    /**
     * The working of a problem with a mistake; one kind is drawn: a digit twice as often as each of the others.
     *
     * @param seed decides what is wrong
     */
    public static FlawedWorking of(Problem problem, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < DRAWS; i++) {
            Mistake mistake = KINDS.get(random.nextInt(KINDS.size()));
            int turn = random.nextInt(problem.steps().size());
            // The first step has no step before it that a number could be carried from.
            if (mistake == Mistake.CARRIED && turn == 0) {
                continue;
            }
            Step right = problem.steps().get(turn);
            Step wrong = mistake.draw(right, random);
            if (Mistake.isPossible(wrong) && !wrong.equals(right)) {
                return new FlawedWorking(conversation(problem, steps(problem, turn, wrong)), turn, mistake);
            }
        }
        throw new IllegalStateException("no mistake fits " + problem);
    }

    private static List<Step> steps(Problem problem, int turn, Step wrong) {
        List<Step> steps = new ArrayList<>(problem.steps().subList(0, turn));
        steps.add(wrong);
        for (Step right : problem.steps().subList(turn + 1, problem.steps().size())) {
            int left = steps.getLast().result();
            if (right.operation() == Operation.DIVIDE && left % right.right() != 0) {
                break;
            }
            Step next = Step.of(right.operation(), left, right.right());
            if (!Mistake.isPossible(next)) {
                break;
            }
            steps.add(next);
        }
        return steps;
    }

    private static Conversation conversation(Problem problem, List<Step> steps) {
        Conversation conversation = Conversation.about(problem.text());
        for (int i = 0; i < steps.size(); i++) {
            conversation = conversation.with(Prompt.NEXT, steps.get(i).text(i + 1));
        }
        return conversation;
    }
}
