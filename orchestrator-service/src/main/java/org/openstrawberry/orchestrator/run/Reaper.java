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
import org.openstrawberry.contracts.event.Event;
import org.openstrawberry.messaging.outbox.OutboxPublisher;
import org.openstrawberry.messaging.publish.EventPublisher;

/**
 * Looks for what a crash left behind and sets it going again: leases that lapsed, announcements that were lost, events
 * that reached nobody. Everything it does is idempotent, so several may run at once.
 */
@ApplicationScoped
public class Reaper {
    private static final Logger LOG = Logger.getLogger(Reaper.class);

    private final ReaperSteps steps;
    private final TraceProgress progress;
    private final EventPublisher publisher;
    private final OutboxPublisher outboxPublisher;
    private final CritiqueRecovery critiques;
    private final OrchestratorConfig.Reaper config;
    private final InstantSource clock;
    private final BackgroundLoop loop;
    private Instant leasesCountFrom = Instant.MIN;

    Reaper(
            ReaperSteps steps,
            TraceProgress progress,
            EventPublisher publisher,
            OutboxPublisher outboxPublisher,
            CritiqueRecovery critiques,
            OrchestratorConfig config,
            InstantSource clock) {
        this.steps = steps;
        this.progress = progress;
        this.publisher = publisher;
        this.outboxPublisher = outboxPublisher;
        this.critiques = critiques;
        this.config = config.reaper();
        this.clock = clock;
        this.loop = new BackgroundLoop("reaper", this::pausedRound);
    }

    void start(@Observes @Priority(2000) StartupEvent startup) {
        if (config.enabled()) {
            loop.start();
        }
    }

    void stop(@Observes @Priority(1000) ShutdownEvent shutdown) {
        loop.stop(Duration.ofSeconds(5));
    }

    private void pausedRound() throws InterruptedException {
        Thread.sleep(config.interval());
        try {
            round();
        } catch (RuntimeException e) {
            // While the database was away nobody could renew a lease: give the living time to do so.
            leasesCountFrom = clock.instant().plus(config.grace());
            throw e;
        }
    }

    /** One look at everything. */
    void round() {
        if (!clock.instant().isBefore(leasesCountFrom)) {
            reapLapsed();
        }
        publisher.announce(steps.announceAgain(config.overdue(), config.batch()));
        progress.advance(steps.findUnfolded(config.overdue(), config.batch()));
        List<UUID> unjudged = steps.findWaiting(TraceStatus.AWAITING_VERDICT, config.overdue(), config.batch());
        progress.advance(unjudged);
        List<Event> proposals = steps.proposeAgain(unjudged);
        publisher.announce(proposals);
        critiques.askAgain(config.overdue(), config.batch());
        progress.advance(critiques.findMade(config.overdue(), config.batch()));
    }

    private void reapLapsed() {
        ReaperSteps.Reaped reaped = steps.reapLapsed(config.batch(), config.attempts());
        if (reaped.turns() > 0) {
            LOG.infof("took %d turns from generators that no longer renew their leases", reaped.turns());
        }
        publisher.announce(reaped.advance().internal());
        outboxPublisher.publish(reaped.advance().stored());
    }
}
