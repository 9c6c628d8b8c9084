package org.openstrawberry.micro.evaluate;

import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.task.Problem;

/**
 * Which of some problems were solved.
 *
 * @param problems the problems, one or more
 * @param conversations about each of them
 */
public record Marks(List<Problem> problems, List<Conversation> conversations) {

    /**
     * Keeps copies.
     *
     * @throws IllegalArgumentException if there is no problem, or not a conversation for each
     */
    public Marks {
        problems = List.copyOf(problems);
        conversations = List.copyOf(conversations);
        if (problems.isEmpty() || problems.size() != conversations.size()) {
            throw new IllegalArgumentException(
                    problems.size() + " problems, " + conversations.size() + " conversations");
        }
    }

    /** The indices of the problems that were solved. */
    public BitSet right() {
        BitSet right = new BitSet();
        for (int i = 0; i < problems.size(); i++) {
            right.set(i, Solver.isRight(problems.get(i), conversations.get(i)));
        }
        return right;
    }

    /** How many of all. */
    public Accuracy accuracy() {
        return Solver.accuracy(problems, conversations);
    }

    /**
     * How many of some.
     *
     * @throws IllegalArgumentException if there is none of them
     */
    public Accuracy accuracy(Predicate<Problem> some) {
        BitSet right = right();
        int total = 0;
        int solved = 0;
        for (int i = 0; i < problems.size(); i++) {
            if (some.test(problems.get(i))) {
                total++;
                solved += right.get(i) ? 1 : 0;
            }
        }
        if (total == 0) {
            throw new IllegalArgumentException("no such problem");
        }
        return new Accuracy(solved, total);
    }
}
