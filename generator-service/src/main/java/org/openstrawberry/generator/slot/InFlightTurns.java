package org.openstrawberry.generator.slot;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.TurnClaim;

/** The turns that this process has claimed and not yet stored or given back. Safe between threads. */
public final class InFlightTurns {
    private final Map<TurnClaim, InFlightTurn> turns = new ConcurrentHashMap<>();

    /** Takes a claimed turn in. */
    public InFlightTurn add(ClaimedTurn turn) {
        InFlightTurn added = new InFlightTurn(turn);
        turns.put(turn.claim(), added);
        return added;
    }

    /**
     * Forgets a turn.
     *
     * @return false if it was forgotten before
     */
    public boolean remove(InFlightTurn turn) {
        return turns.remove(turn.claim(), turn);
    }

    /** The claims to be kept. */
    public Set<TurnClaim> claims() {
        return Set.copyOf(turns.keySet());
    }

    /** How many there are. */
    public int size() {
        return turns.size();
    }

    /**
     * Gives up those of the turns that are still here.
     *
     * @return the claims whose turns were given up by this call
     */
    public List<TurnClaim> giveUp(Collection<TurnClaim> claims, StopReason reason) {
        return claims.stream()
                .filter(claim -> {
                    InFlightTurn turn = turns.get(claim);
                    return turn != null && turn.giveUp(reason);
                })
                .toList();
    }

    /**
     * Gives up all turns that are still here.
     *
     * @return how many were given up by this call
     */
    public int giveUpAll(StopReason reason) {
        return giveUp(claims(), reason).size();
    }

    /**
     * Gives up the calls that take too long.
     *
     * @param nanoTime now, of {@link System#nanoTime}
     * @return the claims whose calls were given up by this call
     */
    public List<TurnClaim> giveUpOverdue(long nanoTime) {
        return turns.values().stream()
                .filter(turn -> turn.giveUpIfOverdue(nanoTime))
                .map(InFlightTurn::claim)
                .toList();
    }
}
