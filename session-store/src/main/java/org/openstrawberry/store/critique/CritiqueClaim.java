package org.openstrawberry.store.critique;

import java.util.UUID;

/**
 * The right to complete a critique.
 *
 * @param attempt the fencing token
 */
public record CritiqueClaim(UUID critiqueId, int attempt) {}
