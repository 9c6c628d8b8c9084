package org.openstrawberry.orchestrator.run;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A thread that does one thing again and again until it is stopped. A failed round is logged and followed by a pause. */
final class BackgroundLoop {
    private static final Logger LOG = Logger.getLogger(BackgroundLoop.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /** One round; it waits for something to do itself. */
    @FunctionalInterface
    interface Round {
        void run() throws InterruptedException;
    }

    private final String name;
    private final Round round;
    private volatile boolean stopped;
    private @Nullable Thread thread;

    BackgroundLoop(String name, Round round) {
        this.name = name;
        this.round = round;
    }

    void start() {
        thread = Thread.ofVirtual().name(name).start(this::loop);
    }

    /** Ends the loop; a round that is still running after the timeout is left to itself. */
    void stop(Duration timeout) {
        stopped = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            if (!running.join(timeout)) {
                LOG.warnf("%s has not ended within %s", name, timeout);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        while (!stopped) {
            try {
                round.run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                if (!stopped) {
                    LOG.warnf(e, "%s failed and goes on in %s", name, PAUSE_AFTER_FAILURE);
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
