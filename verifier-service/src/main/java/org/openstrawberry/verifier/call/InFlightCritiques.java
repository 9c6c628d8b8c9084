package org.openstrawberry.verifier.call;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openstrawberry.store.critique.CritiqueClaim;

/** The critiques in the making in this process, by their claims. */
public final class InFlightCritiques {
    private final Map<CritiqueClaim, InFlightCritique> critiques = new ConcurrentHashMap<>();

    /** One more. */
    public void add(InFlightCritique critique) {
        critiques.put(critique.claim(), critique);
    }

    /** It is over. */
    public void remove(InFlightCritique critique) {
        critiques.remove(critique.claim());
    }

    /** The claims as they are now. */
    public Set<CritiqueClaim> claims() {
        return Set.copyOf(critiques.keySet());
    }

    /**
     * Stops those that are still in the making; each is given back by its own thread, which knows how far it came.
     *
     * @return the claims of those that were stopped
     */
    public List<CritiqueClaim> stop(Collection<CritiqueClaim> claims) {
        return claims.stream()
                .filter(claim -> {
                    InFlightCritique critique = critiques.get(claim);
                    return critique != null && critique.stop();
                })
                .toList();
    }
}
