package org.openstrawberry.orchestrator.run;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.openstrawberry.contracts.event.Event;
import org.openstrawberry.store.outbox.StoredEvent;

/**
 * What is to be told once an advance is committed.
 *
 * @param internal wake-ups, each re-derivable from its row
 * @param stored public events, in the outbox already
 * @param runsWithRoom runs in which traces ended
 */
record Advance(List<Event> internal, List<StoredEvent> stored, Set<UUID> runsWithRoom) {
    static final Advance NOTHING = new Advance(List.of(), List.of(), Set.of());

    Advance {
        internal = List.copyOf(internal);
        stored = List.copyOf(stored);
        runsWithRoom = Set.copyOf(runsWithRoom);
    }
}
