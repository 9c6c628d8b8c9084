package org.openstrawberry.model.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Prompt;
import org.openstrawberry.micro.conversation.ReplyText;
import org.openstrawberry.micro.evaluate.Accuracy;
import org.openstrawberry.micro.evaluate.Solver;
import org.openstrawberry.micro.sample.Sample;
import org.openstrawberry.micro.sample.SampleRequest;
import org.openstrawberry.micro.sample.Sampler;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.text.Control;
import org.openstrawberry.micro.text.Tokenizer;

/**
 * Has a model work problems out step by step, whatever it is like: one that has collapsed talks until its context is full,
 * which counts as wrong.
 */
record Conversing(Sampler sampler, int context, long seed) {
    private static final Tokenizer TOKENIZER = Tokenizer.standard();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int CHECK_EVERY = 3;
    private static final int MAX_TURNS = 14;
    private static final int MAX_REPLY = 60;

    Accuracy accuracy(List<Problem> problems) {
        List<Conversation> all = new ArrayList<>(problems.stream()
                .map(problem -> Conversation.about(problem.text()))
                .toList());
        for (int turn = 1; turn <= MAX_TURNS; turn++) {
            advance(all, turn % CHECK_EVERY == 0 || turn == MAX_TURNS ? Prompt.CHECK : Prompt.NEXT, turn);
        }
        int right = 0;
        for (int i = 0; i < problems.size(); i++) {
            boolean any = !all.get(i).turns().isEmpty();
            right += any && Solver.isRight(problems.get(i), all.get(i)) ? 1 : 0;
        }
        return new Accuracy(right, problems.size());
    }

    private void advance(List<Conversation> all, Prompt prompt, int turn) {
        List<Integer> open = new ArrayList<>();
        List<SampleRequest> requests = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int[] tokens = all.get(i).ask(prompt, TOKENIZER);
            if (!isAnswered(all.get(i)) && tokens.length < context) {
                open.add(i);
                requests.add(SampleRequest.of(tokens)
                        .withSeed(seed + 1_000_003L * i + turn)
                        .withMaxTokens(MAX_REPLY)
                        .withStop(Control.END.id()));
            }
        }
        List<Sample> samples = sampler.sampleAll(requests, PATIENCE);
        for (int i = 0; i < open.size(); i++) {
            String reply = TOKENIZER.decode(samples.get(i).reply());
            all.set(open.get(i), all.get(open.get(i)).with(prompt, reply));
        }
    }

    private static boolean isAnswered(Conversation conversation) {
        return !conversation.turns().isEmpty()
                && ReplyText.answer(conversation.turns().getLast().reply()).isPresent();
    }
}
