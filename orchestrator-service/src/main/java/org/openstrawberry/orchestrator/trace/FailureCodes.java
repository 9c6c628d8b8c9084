package org.openstrawberry.orchestrator.trace;

import java.util.Locale;
import java.util.Set;
import org.openstrawberry.contracts.EndReason;

/** How the error code of a failed turn ends its trace. */
final class FailureCodes {

    /** The codes under which a conversation that no longer fits the model's context window is known. */
    private static final Set<String> CONTEXT = Set.of("CONTEXT_LIMIT", "CONTEXT_LENGTH", "CONTEXT_LENGTH_EXCEEDED");

    private FailureCodes() {}

    static EndReason endReason(String errorCode) {
        return CONTEXT.contains(errorCode.toUpperCase(Locale.ROOT))
                ? EndReason.CONTEXT_LIMIT
                : EndReason.PROVIDER_ERROR;
    }
}
