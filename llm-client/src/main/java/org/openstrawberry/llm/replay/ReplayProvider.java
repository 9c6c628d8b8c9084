package org.openstrawberry.llm.replay;

import java.util.List;
import java.util.function.UnaryOperator;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelProvider;

/** The provider {@code replay}: {@code replay:NAME} serves the recorded outputs of that name. */
public final class ReplayProvider implements ModelProvider {

    private final Recordings recordings;
    private final UnaryOperator<LanguageModel> retrying;

    /**
     * A provider of these recordings.
     *
     * @param recordings what is served
     * @param retrying makes a model that tries again from one that tries once, for when the recordings are away
     */
    public ReplayProvider(Recordings recordings, UnaryOperator<LanguageModel> retrying) {
        this.recordings = recordings;
        this.retrying = retrying;
    }

    @Override
    public String prefix() {
        return "replay";
    }

    @Override
    public List<String> missingVariables() {
        return List.of();
    }

    @Override
    public LanguageModel connect() {
        return retrying.apply(new ReplayModel(recordings));
    }
}
