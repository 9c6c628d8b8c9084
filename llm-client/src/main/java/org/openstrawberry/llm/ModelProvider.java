package org.openstrawberry.llm;

import java.util.List;

/** Where models come from: one prefix of {@code provider:model}. */
public interface ModelProvider {

    /** The prefix, in lower case. */
    String prefix();

    /** The names of the variables that must be set before the provider can be used; none if it can be. */
    List<String> missingVariables();

    /** The models that the configuration names, as {@code provider:model}; others can be asked for as well. */
    default List<String> models() {
        return List.of();
    }

    /**
     * A connection that serves every model of the provider. Called once, then kept.
     *
     * @throws ModelCallException with {@code MISSING_KEY} if a variable is missing
     */
    LanguageModel connect();
}
