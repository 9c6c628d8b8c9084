package org.openstrawberry.contracts.event;

import java.util.UUID;

/** Something happened to the answer of a trace. */
public sealed interface AnswerEvent extends Event permits AnswerProposed, AnswerJudged {

    /** The run the trace belongs to. */
    UUID runId();

    /** The trace that gave the answer. */
    UUID traceId();

    @Override
    default UUID key() {
        return traceId();
    }
}
