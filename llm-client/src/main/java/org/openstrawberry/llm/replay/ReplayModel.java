package org.openstrawberry.llm.replay;

import java.time.Duration;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.CallContext;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelReply;

/** Answers with the recorded output of the problem: sample k gets the k-th. Costs nothing, and its usage is unknown. */
public final class ReplayModel implements LanguageModel {

    private final Recordings recordings;

    /** A model of these recordings. */
    public ReplayModel(Recordings recordings) {
        this.recordings = recordings;
    }

    @Override
    public ModelReply call(ModelCall call) {
        CallContext context = call.context();
        String name = call.model().model();
        long start = System.nanoTime();
        String output = recordings
                .find(context.problemId(), name, context.sample())
                .orElseThrow(() -> new ModelCallException(
                        ModelCallException.Code.NO_RECORDING,
                        "The recording \"" + name + "\" of problem " + context.problemId()
                                + " has no output for sample " + context.sample()
                                + "; ask for fewer samples per problem, or for a recording that the problem set has."));
        return new ModelReply(
                output, Usage.UNKNOWN, FinishReason.STOP, name, Duration.ofNanos(System.nanoTime() - start), 1);
    }
}
