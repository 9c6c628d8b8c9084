package org.openstrawberry.orchestrator.run;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.messaging.commit.TransientFailures;
import org.openstrawberry.messaging.loop.Loop;
import org.openstrawberry.messaging.loop.Loops;
import org.openstrawberry.messaging.loop.Rest;
import org.openstrawberry.messaging.outbox.OutboxPublisher;
import org.openstrawberry.messaging.publish.EventPublisher;

/**
 * Looks for what a crash left behind and sets it going again: leases that lapsed, announcements that were lost, events
 * that reached nobody. Everything it does is idempotent, so several may run at once.
 */
@ApplicationScoped
public class Reaper {
    private static final Logger LOG = Logger.getLogger(Reaper.class);
    /** Longer than the living need to renew their leases once the database answers them. */
    private static final Duration LONGEST_START_GRACE = Duration.ofSeconds(5);

    private final ReaperSteps steps;
    private final TraceProgress progress;
    private final EventPublisher publisher;
    private final OutboxPublisher outboxPublisher;
    private final CritiqueRecovery critiques;
    private final OrchestratorConfig.Reaper config;
    private final InstantSource clock;
    private final Rest pause;
    private final Loop loop;
    private final PauseWatch watch;
    private Instant leasesCountFrom = Instant.MIN;

    Reaper(
            ReaperSteps steps,
            TraceProgress progress,
            EventPublisher publisher,
            OutboxPublisher outboxPublisher,
            CritiqueRecovery critiques,
            OrchestratorConfig config,
            InstantSource clock,
            Loops loops) {
        this.steps = steps;
        this.progress = progress;
        this.publisher = publisher;
        this.outboxPublisher = outboxPublisher;
        this.critiques = critiques;
        this.config = config.reaper();
        this.clock = clock;
        this.pause = Rest.exactly(config.reaper().interval());
        this.watch = new PauseWatch(
                clock, config.reaper().interval().plus(config.reaper().grace()));
        this.loop = new Loop("reaper", () -> {
            spareTheLeasesAfterASleep();
            round();
            watch.begin();
            return pause;
        });
        loops.watch(loop);
    }

    void start(@Observes @Priority(2000) StartupEvent startup) {
        if (config.enabled()) {
            // The database may have been away as long as this service was.
            leasesCountFrom = clock.instant().plus(min(config.grace(), LONGEST_START_GRACE));
            loop.start(pause);
        }
    }

    void stop(@Observes @Priority(1000) ShutdownEvent shutdown) {
        loop.close();
    }

    /** One look at everything. What cannot be done for one finding does not keep the others from being done. */
    void round() {
        look("lapsed leases", this::reapLapsed);
        look(
                "turns that nobody heard of",
                () -> publisher.announce(steps.announceAgain(config.overdue(), config.batch())));
        look(
                "turns that ended unnoticed",
                () -> progress.advanceEach(steps.findUnfolded(config.overdue(), config.batch())));
        look("answers without a verdict", this::askForVerdicts);
        look("critiques that nobody began", () -> critiques.askAgain(config.overdue(), config.batch()));
        look(
                "critiques that ended unnoticed",
                () -> progress.advanceEach(critiques.findMade(config.overdue(), config.batch())));
        look(
                "answers that wait too long for a critique",
                () -> progress.acceptOverdue(critiques.findOverdueGates(config.batch())));
    }

    /** A machine that slept, or a process that was stopped, may have stopped the generators as well. */
    private void spareTheLeasesAfterASleep() {
        if (watch.wasLong()) {
            leasesCountFrom = clock.instant().plus(config.grace());
            LOG.infof("this process stood still for a while; leases count from %s", leasesCountFrom);
        }
    }

    private void look(String what, Runnable step) {
        if (!loop.carryOn()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            if (TransientFailures.isTransient(e)) {
                // While the database was away nobody could renew a lease: give the living time to do so.
                leasesCountFrom = clock.instant().plus(config.grace());
                throw e;
            }
            LOG.errorf(e, "the reaper cannot look after %s", what);
        }
    }

    private void askForVerdicts() {
        List<UUID> unjudged = steps.findWaiting(TraceStatus.AWAITING_VERDICT, config.overdue(), config.batch());
        progress.advanceEach(unjudged);
        publisher.announce(steps.proposeAgain(unjudged));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void reapLapsed() {
        if (clock.instant().isBefore(leasesCountFrom)) {
            return;
        }
        ReaperSteps.Reaped reaped = steps.reapLapsed(config.batch(), config.attempts());
        if (reaped.turns() > 0) {
            LOG.infof("took %d turns from generators that no longer renew their leases", reaped.turns());
        }
        publisher.announce(reaped.advance().internal());
        outboxPublisher.publish(reaped.advance().stored());
    }
}
