package org.openstrawberry.micro.evaluate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Prompt;
import org.openstrawberry.micro.conversation.ReplyText;
import org.openstrawberry.micro.conversation.Turn;
import org.openstrawberry.micro.sample.Sample;
import org.openstrawberry.micro.sample.SampleRequest;
import org.openstrawberry.micro.sample.Sampler;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.text.Control;
import org.openstrawberry.micro.text.Tokenizer;

/**
 * Has a model solve many problems at once.
 *
 * @param sampler of the model
 * @param tokenizer of the model
 * @param temperature 0 for greedily
 * @param seed of every draw
 */
public record Solver(Sampler sampler, Tokenizer tokenizer, double temperature, long seed) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MAX_REPLY = 120;
    private static final int CHECK_EVERY = 3;
    private static final int MAX_TURNS = 14;

    /** Each problem in one reply. */
    public List<Conversation> oneShot(List<Problem> problems) {
        List<Conversation> open = problems.stream()
                .map(problem -> Conversation.about(problem.text()))
                .toList();
        List<Integer> numbers = IntStream.range(0, open.size()).boxed().toList();
        return advance(open, numbers, Prompt.SOLVE, 0);
    }

    /** Each problem in a manner. */
    public List<Conversation> solve(List<Problem> problems, Manner manner) {
        return switch (manner) {
            case ONE_SHOT -> oneShot(problems);
            case STEP_BY_STEP -> stepByStep(problems);
        };
    }

    /**
     * Each problem step by step; every third turn asks for the answer, and the fourteenth is the last. A conversation that
     * rambles until the context is full stays without an answer.
     */
    public List<Conversation> stepByStep(List<Problem> problems) {
        List<Conversation> all = new ArrayList<>();
        // As many at once as the sampler serves, less some: so their keys and values are still there in the next turn.
        int group = Math.max(1, sampler.capacity() * 3 / 4);
        for (int from = 0; from < problems.size(); from += group) {
            all.addAll(stepByStep(problems.subList(from, Math.min(problems.size(), from + group)), from));
        }
        return all;
    }

    private List<Conversation> stepByStep(List<Problem> problems, int first) {
        List<Conversation> all = new ArrayList<>(problems.stream()
                .map(problem -> Conversation.about(problem.text()))
                .toList());
        for (int turn = 1; turn <= MAX_TURNS; turn++) {
            boolean check = turn % CHECK_EVERY == 0 || turn == MAX_TURNS;
            List<Integer> waiting = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if (!isAnswered(all.get(i)) && hasRoom(all.get(i))) {
                    waiting.add(i);
                }
            }
            List<Conversation> open = waiting.stream().map(all::get).toList();
            List<Integer> numbers = waiting.stream().map(i -> first + i).toList();
            List<Conversation> advanced = advance(open, numbers, check ? Prompt.CHECK : Prompt.NEXT, turn);
            for (int i = 0; i < advanced.size(); i++) {
                all.set(waiting.get(i), advanced.get(i));
            }
        }
        return all;
    }

    /** How many conversations end with the right answer to their problem. */
    public static Accuracy accuracy(List<Problem> problems, List<Conversation> conversations) {
        int right = 0;
        for (int i = 0; i < problems.size(); i++) {
            right += isRight(problems.get(i), conversations.get(i)) ? 1 : 0;
        }
        return new Accuracy(right, problems.size());
    }

    /** Whether a conversation ends with the right answer to a problem. */
    public static boolean isRight(Problem problem, Conversation conversation) {
        Turn last = conversation.turns().getLast();
        return ReplyText.answer(last.reply()).equals(OptionalInt.of(problem.answer()));
    }

    private static boolean isAnswered(Conversation conversation) {
        List<Turn> turns = conversation.turns();
        return !turns.isEmpty() && ReplyText.answer(turns.getLast().reply()).isPresent();
    }

    private boolean hasRoom(Conversation conversation) {
        return conversation.ask(Prompt.NEXT, tokenizer).length < sampler.shape().context();
    }

    private List<Conversation> advance(List<Conversation> open, List<Integer> numbers, Prompt prompt, int turn) {
        List<SampleRequest> requests = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            requests.add(SampleRequest.of(open.get(i).ask(prompt, tokenizer))
                    .withSeed(seed + 1_000_003L * numbers.get(i) + turn)
                    .withTemperature(temperature)
                    .withMaxTokens(MAX_REPLY)
                    .withStop(Control.END.id()));
        }
        List<Sample> samples = sampler.sampleAll(requests, PATIENCE);
        List<Conversation> advanced = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            advanced.add(
                    open.get(i).with(prompt, tokenizer.decode(samples.get(i).reply())));
        }
        return advanced;
    }
}
