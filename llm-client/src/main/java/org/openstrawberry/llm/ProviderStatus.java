package org.openstrawberry.llm;

import java.util.Optional;

/**
 * Whether a provider can be used.
 *
 * @param prefix its prefix in {@code provider:model}
 * @param missingVariable the variable to set before it can be used; empty if it can be
 */
public record ProviderStatus(String prefix, Optional<String> missingVariable) {

    /** Whether it can be used. */
    public boolean available() {
        return missingVariable.isEmpty();
    }
}
