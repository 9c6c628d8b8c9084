package org.openstrawberry.contracts.event;

import java.util.UUID;

/** Something happened to a turn of a trace. */
public sealed interface TurnEvent extends Event permits TurnRequested, TurnCompleted, TurnCritiqued, TurnDelta {

    /** The run the trace belongs to. */
    UUID runId();

    /** The trace the turn belongs to. */
    UUID traceId();

    @Override
    default UUID key() {
        return traceId();
    }
}
