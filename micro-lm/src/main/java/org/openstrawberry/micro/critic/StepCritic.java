package org.openstrawberry.micro.critic;

import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.score.Scorer;
import org.openstrawberry.micro.text.Control;
import org.openstrawberry.micro.text.Sequence;
import org.openstrawberry.micro.text.Tokenizer;

/**
 * Tells how likely each step of a conversation is. In one pass, all steps are scored, each given what stands before it. For
 * one thread at a time.
 */
public final class StepCritic {

    /** Doubts about half of a model's own wrong steps and hardly a right one. */
    public static final double CAUTIOUS = 0.3;

    /** Doubts most wrong steps, and some right ones. */
    public static final double STRICT = 0.6;

    private final Scorer scorer;
    private final Tokenizer tokenizer;

    /** A critic with the weights of a scorer, which need not be those of the model that wrote the steps. */
    public StepCritic(Scorer scorer, Tokenizer tokenizer) {
        this.scorer = scorer;
        this.tokenizer = tokenizer;
    }

    /**
     * How likely the steps of each conversation are. A step begins with its heading or with the answer's; what a turn has
     * before the first is part of it.
     *
     * @throws IllegalArgumentException if a conversation has no turn or does not fit the context
     */
    public List<List<StepScore>> scores(List<Conversation> conversations) {
        List<Sequence> sequences = conversations.stream()
                .map(conversation -> conversation.sequence(tokenizer))
                .toList();
        List<float[]> tokens = scorer.tokens(sequences);
        List<List<StepScore>> scores = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            scores.add(steps(sequences.get(i), tokens.get(i)));
        }
        return scores;
    }

    /**
     * The verdict on a window of turns.
     *
     * @param fromTurn the first turn that is judged, counted from 0; earlier ones are taken on trust
     * @param threshold probability below which a step is doubted, such as {@link #CAUTIOUS}
     * @throws IllegalArgumentException if no turn is judged, or the conversation does not fit the context
     */
    public StepVerdict verdict(Conversation conversation, int fromTurn, double threshold) {
        List<StepScore> window = scores(List.of(conversation)).getFirst().stream()
                .filter(step -> step.turn() >= fromTurn)
                .toList();
        return new StepVerdict(window, threshold);
    }

    private List<StepScore> steps(Sequence sequence, float[] scores) {
        List<StepScore> steps = new ArrayList<>();
        int turn = 0;
        int step = 0;
        int scored = 0;
        boolean open = false;
        double sum = 0;
        for (int i = 0; i < sequence.length(); i++) {
            if (!sequence.isLearnt(i)) {
                continue;
            }
            int token = sequence.token(i);
            boolean end = token == Control.END.id();
            if (open && (end || beginsStep(token))) {
                steps.add(new StepScore(turn, step++, sum));
                sum = 0;
                open = false;
            }
            if (end) {
                turn++;
                step = 0;
                sum = 0;
            } else {
                open |= beginsStep(token) || !isPreamble(token);
                sum += scores[scored];
            }
            scored++;
        }
        return steps;
    }

    private boolean beginsStep(int token) {
        String text = tokenizer.decode(token);
        return text.startsWith("Step ") || text.equals("Answer: ");
    }

    private boolean isPreamble(int token) {
        return tokenizer.decode(token).equals("Not yet.\n");
    }
}
