package org.openstrawberry.generator.call;

import java.time.Duration;
import org.openstrawberry.generator.conversation.CallSeed;
import org.openstrawberry.generator.conversation.Conversation;
import org.openstrawberry.generator.conversation.Ingredients;
import org.openstrawberry.llm.CallContext;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.Sampling;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.turn.ClaimedTurn;

/** Makes the call of a turn. */
public final class CallBuilder {
    private CallBuilder() {}

    /**
     * The call.
     *
     * @throws org.openstrawberry.llm.ModelRejectedException if the model's name cannot be read
     * @throws IllegalArgumentException if a setting is out of its range
     */
    public static ModelCall build(ClaimedTurn turn, Ingredients ingredients) {
        RunSettings settings = ingredients.settings();
        return new ModelCall(
                ModelName.parse(turn.model()),
                Conversation.of(ingredients.systemText(), ingredients.history(), turn.prompt()),
                new Sampling(
                        settings.temperature(),
                        settings.maxTokens(),
                        settings.topP(),
                        CallSeed.of(turn.traceSeed(), turn.index())),
                new CallContext(
                        turn.runId(), turn.traceId(), turn.index(), turn.problemId(), turn.sample(), turn.call()),
                timeout(settings));
    }

    /** How long the whole call may take, its retries included. */
    public static Duration timeout(RunSettings settings) {
        return Duration.ofSeconds(settings.turnTimeoutSeconds());
    }
}
