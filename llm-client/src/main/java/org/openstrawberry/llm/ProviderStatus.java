package org.openstrawberry.llm;

import java.util.List;

/**
 * Whether a provider can be used.
 *
 * @param prefix its prefix in {@code provider:model}
 * @param missingVariables the variables to set before it can be used; none if it can be
 * @param models models that its configuration names, as {@code provider:model}; others can be asked for as well
 */
public record ProviderStatus(String prefix, List<String> missingVariables, List<String> models) {

    /** Keeps what it is given. */
    public ProviderStatus {
        missingVariables = List.copyOf(missingVariables);
        models = List.copyOf(models);
    }

    /** A provider whose configuration names no models. */
    public ProviderStatus(String prefix, List<String> missingVariables) {
        this(prefix, missingVariables, List.of());
    }

    /** Whether it can be used. */
    public boolean available() {
        return missingVariables.isEmpty();
    }
}
