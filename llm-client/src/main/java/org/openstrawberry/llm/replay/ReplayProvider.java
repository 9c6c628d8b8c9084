package org.openstrawberry.llm.replay;

import java.util.Optional;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelProvider;

/** The provider {@code replay}: {@code replay:NAME} serves the recorded outputs of that name. */
public final class ReplayProvider implements ModelProvider {

    private final Recordings recordings;

    /** A provider of these recordings. */
    public ReplayProvider(Recordings recordings) {
        this.recordings = recordings;
    }

    @Override
    public String prefix() {
        return "replay";
    }

    @Override
    public Optional<String> missingVariable() {
        return Optional.empty();
    }

    @Override
    public LanguageModel connect() {
        return new ReplayModel(recordings);
    }
}
