package org.openstrawberry.store.critique;

import java.util.UUID;

/**
 * A critique that a trace waits for and that nobody has begun.
 *
 * @param traceSeed from which its window derives
 * @param afterTurn index of the turn whose completion made it due
 * @param gate whether an answer waits to be accepted
 */
public record AwaitedCritique(UUID traceId, UUID runId, long traceSeed, int afterTurn, boolean gate) {}
