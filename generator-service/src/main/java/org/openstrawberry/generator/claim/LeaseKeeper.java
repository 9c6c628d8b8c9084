package org.openstrawberry.generator.claim;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.openstrawberry.generator.Loop.Rest;
import org.openstrawberry.generator.slot.InFlightTurns;
import org.openstrawberry.generator.slot.StopReason;
import org.openstrawberry.store.turn.TurnClaim;

/**
 * Renews the leases of all turns in flight with one statement, and gives up the calls whose claims are lost or whose
 * traces are over. While the database cannot be reached the calls go on: their replies are paid for, and nobody else
 * can claim their turns either.
 */
public final class LeaseKeeper {
    private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);
    private static final int RENEWALS_PER_LEASE = 3;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final InFlightTurns inFlight;
    private final UnaryOperator<Set<TurnClaim>> renewal;
    private final Rest interval;
    private final Rest retry;

    /**
     * Nothing renewed yet.
     *
     * @param renewal prolongs the leases and returns the claims that still hold
     */
    public LeaseKeeper(InFlightTurns inFlight, UnaryOperator<Set<TurnClaim>> renewal, Duration lease) {
        this.inFlight = inFlight;
        this.renewal = renewal;
        Duration third = lease.dividedBy(RENEWALS_PER_LEASE);
        this.interval = Rest.exactly(third);
        this.retry = Rest.exactly(third.compareTo(RETRY) < 0 ? third : RETRY);
    }

    /** Renews once. */
    public Rest step() {
        Set<TurnClaim> claims = inFlight.claims();
        if (claims.isEmpty()) {
            return interval;
        }
        Set<TurnClaim> kept;
        try {
            kept = renewal.apply(claims);
        } catch (RuntimeException e) {
            LOG.warnf("the leases of %d turns cannot be renewed, again soon: %s", claims.size(), e);
            return retry;
        }
        Set<TurnClaim> lost = new HashSet<>(claims);
        lost.removeAll(kept);
        // Some of them were stored in the meantime; those cannot be given up any more.
        List<TurnClaim> givenUp = inFlight.giveUp(lost, StopReason.UNWANTED);
        if (!givenUp.isEmpty()) {
            LOG.infof("gave up the calls of %d turns that are no longer ours or wanted: %s", givenUp.size(), givenUp);
        }
        return interval;
    }
}
