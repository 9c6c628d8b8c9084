package org.openstrawberry.generator.claim;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.openstrawberry.generator.slot.InFlightTurns;
import org.openstrawberry.generator.slot.StopReason;
import org.openstrawberry.messaging.loop.Rest;
import org.openstrawberry.store.turn.TurnClaim;

/**
 * Renews the leases of all turns in flight with one statement, and gives up the calls whose claims are lost or whose
 * traces are over. While the database cannot be reached the calls go on: their replies are paid for, and nobody else
 * can claim their turns either.
 */
public final class LeaseKeeper {
    private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);
    private static final int RENEWALS_PER_LEASE = 3;

    private final InFlightTurns inFlight;
    private final UnaryOperator<Set<TurnClaim>> renewal;
    private final Rest interval;

    /**
     * Nothing renewed yet.
     *
     * @param renewal prolongs the leases and returns the claims that still hold
     */
    public LeaseKeeper(InFlightTurns inFlight, UnaryOperator<Set<TurnClaim>> renewal, Duration lease) {
        this.inFlight = inFlight;
        this.renewal = renewal;
        this.interval = Rest.exactly(lease.dividedBy(RENEWALS_PER_LEASE));
    }

    /**
     * Renews once.
     *
     * @throws RuntimeException what the renewal throws; the calls go on
     */
    public Rest step() {
        Set<TurnClaim> claims = inFlight.claims();
        if (claims.isEmpty()) {
            return interval;
        }
        Set<TurnClaim> lost = new HashSet<>(claims);
        lost.removeAll(renewal.apply(claims));
        // Some of them were stored in the meantime; those cannot be given up any more.
        List<TurnClaim> givenUp = inFlight.giveUp(lost, StopReason.UNWANTED);
        if (!givenUp.isEmpty()) {
            LOG.infof("gave up the calls of %d turns that are no longer ours or wanted: %s", givenUp.size(), givenUp);
        }
        return interval;
    }
}
