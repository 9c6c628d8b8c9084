package org.openstrawberry.orchestrator.trace;

import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.llm.ModelCallException.Code;

/** How the error code of a failed turn ends its trace. */
final class FailureCodes {

    private FailureCodes() {}

    /** CONTEXT_LIMIT when the conversation no longer fits the model; PROVIDER_ERROR for every other code. */
    static EndReason endReason(String errorCode) {
        return Code.CONTEXT_LENGTH.name().equals(errorCode) ? EndReason.CONTEXT_LIMIT : EndReason.PROVIDER_ERROR;
    }
}
