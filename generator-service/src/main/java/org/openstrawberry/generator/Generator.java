package org.openstrawberry.generator;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.openstrawberry.generator.claim.LeaseKeeper;
import org.openstrawberry.generator.claim.TableClaimer;
import org.openstrawberry.generator.complete.TurnStorage;
import org.openstrawberry.generator.slot.InFlightTurns;
import org.openstrawberry.generator.slot.SlotPool;
import org.openstrawberry.generator.slot.StopReason;
import org.openstrawberry.messaging.commit.Backoff;
import org.openstrawberry.messaging.commit.TransientRetry;
import org.openstrawberry.messaging.loop.Backlog;
import org.openstrawberry.messaging.loop.Loop;
import org.openstrawberry.messaging.loop.Loops;
import org.openstrawberry.messaging.loop.Rest;

/** Starts the generator's loops and stops it in good order: nothing paid for is lost, nothing claimed stays claimed. */
@ApplicationScoped
public class Generator {
    private static final Logger LOG = Logger.getLogger(Generator.class);
    private static final Rest OVERDUE_CHECK = Rest.exactly(Duration.ofMillis(200));
    private static final Backoff CLAIM_BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));
    private static final Duration INTERRUPTION_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(3);

    /** Before every other observer: the drained turns still need the outbox, the producer and the database. */
    private static final int FIRST = 1;

    private final GeneratorConfig config;
    private final SlotPool slots;
    private final InFlightTurns inFlight;
    private final TransientRetry readingRetry;
    private final TurnStorage storage;
    private final Loop claiming;
    private final Loop leases;
    private final Loop overdue;

    /** For the container. */
    @Inject
    public Generator(
            GeneratorConfig config,
            SlotPool slots,
            Backlog backlog,
            InFlightTurns inFlight,
            TransientRetry readingRetry,
            TurnStorage storage,
            TableClaimer tableClaimer,
            LeaseKeeper leaseKeeper,
            Loops loops) {
        if (config.lease().compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException(
                    "strawberry.generator.lease is at least " + SHORTEST_LEASE + ", not " + config.lease());
        }
        this.config = config;
        this.slots = slots;
        this.inFlight = inFlight;
        this.readingRetry = readingRetry;
        this.storage = storage;
        this.claiming = new Loop("generator-claims", CLAIM_BACKOFF, tableClaimer::step);
        this.leases = new Loop("generator-leases", leaseKeeper::step);
        this.overdue = new Loop("generator-overdue", this::giveUpOverdue);
        backlog.listen(claiming::wake);
        loops.watch(claiming, leases, overdue);
    }

    private Rest giveUpOverdue() {
        inFlight.giveUpOverdue(System.nanoTime())
                .forEach(claim -> LOG.warnf("turn %s took longer than its run allows", claim));
        return OVERDUE_CHECK;
    }

    void start(@Observes StartupEvent startup) {
        LOG.infof("%s takes up to %d turns at once", GeneratorBeans.owner(config), slots.size());
        claiming.start();
        leases.start();
        overdue.start();
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent shutdown) throws InterruptedException {
        slots.close();
        claiming.close();
        LOG.infof("stopping: %d turns in flight may finish within %s", slots.taken(), config.drain());
        if (!slots.awaitAllGiven(config.drain())) {
            readingRetry.stop();
            int givenUp = inFlight.giveUpAll(StopReason.RETURNED);
            LOG.infof("%d turns did not finish and are given back", givenUp);
            if (!slots.awaitAllGiven(INTERRUPTION_TIMEOUT)) {
                LOG.warnf("%d turns did not end when interrupted; their leases will lapse", slots.taken());
            }
        }
        if (!storage.close(STORE_TIMEOUT)) {
            LOG.errorf("not every turn could be stored within %s", STORE_TIMEOUT);
        }
        leases.close();
        overdue.close();
    }
}
