package org.openstrawberry.micro.critic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Turn;
import org.openstrawberry.micro.sample.SampleRequest;
import org.openstrawberry.micro.sample.Sampler;
import org.openstrawberry.micro.text.Control;
import org.openstrawberry.micro.text.Tokenizer;

/**
 * Answers "are you sure?". The first step that is less likely than a threshold is taken back and written anew, greedily and
 * unseen: a small model that sees its own step copies it.
 */
public final class Doubt {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MAX_TOKENS = 64;

    private final StepCritic critic;
    private final Sampler sampler;
    private final Tokenizer tokenizer;

    /** Doubts by a critic, answered by a sampler. */
    public Doubt(StepCritic critic, Sampler sampler, Tokenizer tokenizer) {
        this.critic = critic;
        this.sampler = sampler;
        this.tokenizer = tokenizer;
    }

    /**
     * A turn that was written anew; later turns are void.
     *
     * @param turn counted from 0
     * @param reply as the model writes it; it may be the same as before
     */
    public record Revision(int turn, String reply) {}

    /**
     * Looks for a doubtful turn and writes it anew.
     *
     * @param threshold probability below which a step is doubted, such as {@link StepCritic#CAUTIOUS}
     * @return empty if no step is doubted
     * @throws IllegalArgumentException if the conversation has no turn or does not fit the context
     */
    public Optional<Revision> revise(Conversation conversation, double threshold) {
        return critic.verdict(conversation, 0, threshold).firstDoubtful().map(step -> {
            Turn doubted = conversation.turns().get(step.turn());
            int[] prompt = conversation.before(step.turn()).ask(doubted.prompt(), tokenizer);
            SampleRequest request = SampleRequest.of(prompt)
                    .withTemperature(0)
                    .withMaxTokens(MAX_TOKENS)
                    .withStop(Control.END.id());
            int[] reply =
                    sampler.sampleAll(List.of(request), PATIENCE).getFirst().reply();
            return new Revision(step.turn(), tokenizer.decode(reply));
        });
    }
}
