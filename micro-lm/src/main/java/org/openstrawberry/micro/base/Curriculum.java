package org.openstrawberry.micro.base;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Lessons;
import org.openstrawberry.micro.task.Level;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Problems;
import org.openstrawberry.micro.task.Split;
import org.openstrawberry.micro.text.Sequence;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.micro.train.Example;

/**
 * What a base model is shown, step by step: arithmetic first, in one reply, the easy levels before the hard ones; then
 * conversations. Other orders were tried and teach a model of this size far less in the same time.
 *
 * @param steps of training in all
 * @param seed decides which problems, and when the answer is asked for too early
 */
public record Curriculum(long steps, long seed) {

    /** Tokens in a step, about: small steps teach more in the same time. */
    private static final int TOKENS = 2_048;

    private static final double EASY = 0.3;
    private static final double ONE_SHOT_ONLY = 0.6;
    private static final double CONVERSATIONS = 0.6;

    /** What is to be imitated in a step, counted from 0. Depends on nothing else. */
    public List<Example.Demonstration> examples(long step) {
        SplittableRandom random = new SplittableRandom(seed ^ (step * 0x9E3779B97F4A7C15L));
        Problems problems = new Problems(Split.TRAIN, random.nextLong());
        double progress = (double) step / steps;
        List<Example.Demonstration> examples = new ArrayList<>();
        int tokens = 0;
        while (tokens < TOKENS) {
            int levels = progress < EASY ? 1 + (int) (progress / EASY * 3) : Level.ALL.size();
            Level level = Level.of(random.nextInt(1, levels + 1));
            Problem problem = problems.problem(level, random.nextLong(1L << 32));
            boolean oneShot = progress < ONE_SHOT_ONLY || random.nextDouble() >= CONVERSATIONS;
            Conversation lesson = oneShot ? Lessons.oneShot(problem) : Lessons.stepByStep(problem, random.nextLong());
            Sequence sequence = lesson.sequence(Tokenizer.standard());
            examples.add(new Example.Demonstration(sequence));
            tokens += sequence.length();
        }
        return examples;
    }
}
