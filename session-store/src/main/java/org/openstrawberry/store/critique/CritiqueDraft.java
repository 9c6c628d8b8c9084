package org.openstrawberry.store.critique;

import java.util.UUID;

/**
 * A critique that is due and may not have a row yet.
 *
 * @param id of the row, should it be made; an existing row of the same trace and turn keeps its own
 * @param afterTurn index of the turn whose completion made it due
 * @param model {@code provider:model} of the critic
 */
public record CritiqueDraft(UUID id, UUID traceId, int afterTurn, CritiqueSchedule.Window window, String model) {}
