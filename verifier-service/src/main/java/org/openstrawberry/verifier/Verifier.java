package org.openstrawberry.verifier;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.openstrawberry.messaging.loop.Backlog;
import org.openstrawberry.messaging.loop.Loop;
import org.openstrawberry.messaging.loop.Loops;
import org.openstrawberry.messaging.loop.Rest;
import org.openstrawberry.store.critique.CritiqueClaim;
import org.openstrawberry.store.critique.CritiqueLeases;
import org.openstrawberry.verifier.call.CritiqueLauncher;
import org.openstrawberry.verifier.call.CritiqueSlots;
import org.openstrawberry.verifier.call.CritiqueStorage;
import org.openstrawberry.verifier.call.InFlightCritiques;
import org.openstrawberry.verifier.call.LapsedLeases;
import org.openstrawberry.verifier.call.WaitingCritiqueClaimer;

/** Starts the verifier's loops and stops everything in order. */
@ApplicationScoped
public class Verifier {
    private static final Logger LOG = Logger.getLogger(Verifier.class);
    private static final Duration INTERRUPTION_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(5);
    private static final int RENEWALS_PER_LEASE = 3;

    private final VerifierConfig config;
    private final InFlightCritiques inFlight;
    private final CritiqueSlots slots;
    private final CritiqueLauncher launcher;
    private final CritiqueStorage storage;
    private final CritiqueLeases leases;
    private final LapsedLeases lapsed;
    private final Loop claiming;
    private final Loop renewing;

    /** For the container. */
    @Inject
    public Verifier(
            VerifierConfig config,
            InFlightCritiques inFlight,
            CritiqueSlots slots,
            CritiqueLauncher launcher,
            CritiqueStorage storage,
            CritiqueLeases leases,
            LapsedLeases lapsed,
            Backlog backlog,
            WaitingCritiqueClaimer claimer,
            Loops loops) {
        this.config = config;
        this.inFlight = inFlight;
        this.slots = slots;
        this.launcher = launcher;
        this.storage = storage;
        this.leases = leases;
        this.lapsed = lapsed;
        Rest untilWoken = Rest.upTo(config.pollInterval());
        this.claiming = new Loop("critique-claims", () -> {
            claimer.claimAll();
            return untilWoken;
        });
        Rest third = Rest.exactly(config.lease().dividedBy(RENEWALS_PER_LEASE));
        this.renewing = new Loop("critique-leases", () -> {
            renewLeases();
            return third;
        });
        backlog.listen(claiming::wake);
        loops.watch(claiming, renewing);
    }

    void start(@Observes StartupEvent event) {
        claiming.start();
        renewing.start();
    }

    /** Claims nothing more, lets calls end for a while, then gives the rest back for others to make at once. */
    void stop(@Observes ShutdownEvent event) {
        slots.close();
        claiming.close();
        try {
            if (!slots.awaitAllGiven(config.drain())) {
                LOG.infof(
                        "%d critiques did not finish and are given back",
                        inFlight.stop(inFlight.claims()).size());
                if (!slots.awaitAllGiven(INTERRUPTION_TIMEOUT)) {
                    LOG.warnf("%d critiques did not end when interrupted; their leases will lapse", slots.taken());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        launcher.close();
        if (!storage.close(STORE_TIMEOUT)) {
            LOG.errorf("not every critique could be stored within %s", STORE_TIMEOUT);
        }
        renewing.close();
    }

    private Set<CritiqueClaim> renew(Set<CritiqueClaim> claims) {
        try {
            return leases.renew(claims, config.lease());
        } catch (RuntimeException e) {
            lapsed.databaseFailed();
            throw e;
        }
    }

    private void renewLeases() {
        Set<CritiqueClaim> lost = new HashSet<>(inFlight.claims());
        lost.removeAll(renew(lost));
        List<CritiqueClaim> stopped = inFlight.stop(lost);
        if (!stopped.isEmpty()) {
            LOG.warnf("%d critiques are no longer held or wanted and were stopped", stopped.size());
        }
    }
}
