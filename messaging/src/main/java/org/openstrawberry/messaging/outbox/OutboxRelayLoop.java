package org.openstrawberry.messaging.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.messaging.commit.Backoff;

/** Runs the relay's rounds on a virtual thread, where the configuration asks for it, until the service stops. */
@ApplicationScoped
public class OutboxRelayLoop {
    private static final Logger LOG = Logger.getLogger(OutboxRelayLoop.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final int PURGES_PER_ROUND = 20;

    private final OutboxRelay relay;
    private final OutboxConfig config;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread worker;
    private long purgedAtNanos = System.nanoTime();

    /** For the container. */
    @Inject
    public OutboxRelayLoop(OutboxRelay relay, OutboxConfig config) {
        this.relay = relay;
        this.config = config;
    }

    void start(@Observes StartupEvent startup) {
        if (config.relay().enabled()) {
            worker = Thread.ofVirtual().name("outbox-relay").start(this::work);
        }
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopped.countDown();
        Thread running = worker;
        if (running != null && !running.join(STOP_TIMEOUT)) {
            running.interrupt();
        }
    }

    private void work() {
        int failures = 0;
        Duration pause = config.relay().interval();
        try {
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    int found = relay.relay();
                    purgeWhenDue();
                    failures = 0;
                    pause = found < config.relay().batch() ? config.relay().interval() : Duration.ZERO;
                } catch (RuntimeException | Error e) {
                    // Whatever it is, the next round may succeed, and nobody else relays.
                    failures++;
                    pause = Backoff.DEFAULT.after(failures);
                    LOG.warnf("the relay's round failed %d times, again in %d ms: %s", failures, pause.toMillis(), e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the relay was interrupted");
        }
    }

    private void purgeWhenDue() {
        if (System.nanoTime() - purgedAtNanos < config.relay().purgeInterval().toNanos()) {
            return;
        }
        int purged = 0;
        for (int i = 0; i < PURGES_PER_ROUND; i++) {
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
