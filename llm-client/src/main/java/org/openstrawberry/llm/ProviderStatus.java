package org.openstrawberry.llm;

import java.util.List;
import java.util.Optional;

/**
 * Whether a provider can be used.
 *
 * @param prefix its prefix in {@code provider:model}
 * @param missingVariable the variable to set before it can be used; empty if it can be
 * @param models models that its configuration names, as {@code provider:model}; others can be asked for as well
 */
public record ProviderStatus(String prefix, Optional<String> missingVariable, List<String> models) {

    /** Keeps what it is given. */
    public ProviderStatus {
        models = List.copyOf(models);
    }

    /** A provider whose configuration names no models. */
    public ProviderStatus(String prefix, Optional<String> missingVariable) {
        this(prefix, missingVariable, List.of());
    }

    /** Whether it can be used. */
    public boolean available() {
        return missingVariable.isEmpty();
    }
}
