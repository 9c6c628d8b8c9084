package org.openstrawberry.benchmarks.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Prompt;
import org.openstrawberry.micro.conversation.Turn;
import org.openstrawberry.micro.evaluate.Marks;
import org.openstrawberry.micro.task.Problem;

/**
 * A conversation that a model had, with where it first went wrong.
 *
 * @param firstWrong the first turn whose reply is not the one that the working asks for; empty if there is none
 */
record OwnTrace(Problem problem, Conversation conversation, OptionalInt firstWrong) {

    /** The traces of some marked conversations. */
    static List<OwnTrace> of(Marks marks) {
        List<OwnTrace> traces = new ArrayList<>();
        for (int i = 0; i < marks.problems().size(); i++) {
            Problem problem = marks.problems().get(i);
            Conversation conversation = marks.conversations().get(i);
            traces.add(new OwnTrace(problem, conversation, firstWrong(problem, conversation)));
        }
        return traces;
    }

    private static OptionalInt firstWrong(Problem problem, Conversation conversation) {
        for (int turn = 0; turn < conversation.turns().size(); turn++) {
            if (!expected(problem, conversation, turn)
                    .equals(conversation.turns().get(turn).reply())) {
                return OptionalInt.of(turn);
            }
        }
        return OptionalInt.empty();
    }

    /** What a turn should have been, if all turns before it are right. */
    String expected(int turn) {
        return expected(problem, conversation, turn);
    }

    private static String expected(Problem problem, Conversation conversation, int turn) {
        // As long as there is a step left, every right turn adds one, whatever was asked for.
        Prompt prompt = conversation.turns().get(turn).prompt();
        boolean done = turn >= problem.steps().size();
        String step = done ? "" : problem.steps().get(turn).text(turn + 1);
        return switch (prompt) {
            case NEXT -> done ? "Nothing is left to work out: " + problem.answer() : step;
            case CHECK -> done ? "Answer: " + problem.answer() : "Not yet.\n" + step;
            case SOLVE -> throw new IllegalArgumentException("no conversation: " + conversation);
        };
    }

    /** All up to the first wrong turn, it included; the whole if there is none. */
    Conversation upToTheMistake() {
        return firstWrong.isPresent() ? conversation.before(firstWrong.getAsInt() + 1) : conversation;
    }

    Turn wrongTurn() {
        return conversation.turns().get(firstWrong.orElseThrow());
    }
}
