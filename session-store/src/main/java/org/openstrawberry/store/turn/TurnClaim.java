package org.openstrawberry.store.turn;

import java.util.UUID;

/**
 * The right to complete a turn: it is lost when a later attempt claims the turn.
 *
 * @param attempt the fencing token
 */
public record TurnClaim(UUID turnId, int attempt) {}
