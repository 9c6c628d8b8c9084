package org.openstrawberry.messaging.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;
import org.openstrawberry.messaging.commit.Backoff;
import org.openstrawberry.messaging.loop.Loop;
import org.openstrawberry.messaging.loop.Loops;
import org.openstrawberry.messaging.loop.Rest;

/** Runs the relay's rounds, where the configuration asks for it, until the service stops. */
@ApplicationScoped
public class OutboxRelayLoop {
    private static final Logger LOG = Logger.getLogger(OutboxRelayLoop.class);
    private static final int PURGES_PER_ROUND = 20;

    private final OutboxRelay relay;
    private final OutboxConfig config;
    private final Rest idle;
    private final Loop loop;
    private long purgedAtNanos = System.nanoTime();

    /** For the container. */
    @Inject
    public OutboxRelayLoop(OutboxRelay relay, OutboxConfig config, Loops loops) {
        this.relay = relay;
        this.config = config;
        this.idle = Rest.exactly(config.relay().interval());
        this.loop = new Loop("outbox-relay", Backoff.DEFAULT, this::round);
        loops.watch(loop);
    }

    void start(@Observes StartupEvent startup) {
        if (config.relay().enabled()) {
            loop.start(idle);
        }
    }

    void stop(@Observes ShutdownEvent shutdown) {
        loop.close();
    }

    private Rest round() {
        int found = relay.relay();
        purgeWhenDue();
        return found < config.relay().batch() ? idle : Rest.NONE;
    }

    private void purgeWhenDue() {
        if (System.nanoTime() - purgedAtNanos < config.relay().purgeInterval().toNanos()) {
            return;
        }
        int purged = 0;
        for (int i = 0; i < PURGES_PER_ROUND && loop.carryOn(); i++) {
            int batch = relay.purge();
            purged += batch;
            if (batch < config.relay().purgeBatch()) {
                purgedAtNanos = System.nanoTime();
                break;
            }
        }
        if (purged > 0) {
            LOG.infof("purged %d published events", purged);
        }
    }
}
