package org.openstrawberry.store.critique;

import java.util.List;

/**
 * What a look at the waiting critiques came to.
 *
 * @param claimed to be made now by the caller
 * @param ended given up by this look: their leases lapsed too often, or their trace or run was cancelled. Their outcome
 *     is UNKNOWN, and whoever waits for them must hear of it
 */
public record WaitingCritiques(List<ClaimedCritique> claimed, List<EndedCritique> ended) {
    public WaitingCritiques {
        claimed = List.copyOf(claimed);
        ended = List.copyOf(ended);
    }
}
