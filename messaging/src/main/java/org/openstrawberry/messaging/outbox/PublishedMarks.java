package org.openstrawberry.messaging.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.openstrawberry.messaging.commit.RetryStoppedException;
import org.openstrawberry.messaging.commit.TransientRetry;

/**
 * Marks acknowledged events as published, many in one statement. Never blocks the one who reports: that is the
 * producer's I/O thread. A mark that finds no room, or that the database refuses, is dropped; the relay then publishes
 * the event a second time, which consumers of an at-least-once topic expect.
 */
final class PublishedMarks implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PublishedMarks.class);
    private static final int CAPACITY = 100_000;
    private static final int MAXIMUM_BATCH = 2_000;
    private static final Duration GATHERING = Duration.ofMillis(3);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final BlockingQueue<Long> acknowledged = new ArrayBlockingQueue<>(CAPACITY);
    private final Consumer<Collection<Long>> mark;
    private final TransientRetry retry;
    private final Thread worker;
    private volatile boolean closed;

    PublishedMarks(Consumer<Collection<Long>> mark, TransientRetry retry) {
        this.mark = mark;
        this.retry = retry;
        this.worker = Thread.ofVirtual().name("outbox-marks").start(this::work);
    }

    /** Notes that the broker has the event. */
    void add(long id) {
        if (!acknowledged.offer(id)) {
            LOG.warnf("no room to note that event %d is published; the relay will publish it again", id);
        }
    }

    /** Marks what is noted, within 5 s, and stops. */
    @Override
    public void close() {
        closed = true;
        try {
            if (!worker.join(CLOSE_TIMEOUT)) {
                retry.stop();
                worker.interrupt();
            }
        } catch (InterruptedException e) {
            retry.stop();
            worker.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (true) {
                Long first = acknowledged.poll(IDLE_POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    markWith(first);
                } else if (closed) {
                    return;
                }
            }
        } catch (InterruptedException | RetryStoppedException e) {
            LOG.debugf("marks stopped: %s", e);
        }
    }

    private void markWith(long first) throws InterruptedException {
        // A short wait for company: one statement for several acknowledgements costs the database much less.
        Thread.sleep(GATHERING);
        List<Long> ids = new ArrayList<>();
        ids.add(first);
        acknowledged.drainTo(ids, MAXIMUM_BATCH - 1);
        try {
            retry.call("marking events as published", () -> {
                mark.accept(ids);
                return true;
            });
        } catch (RetryStoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "cannot mark %d events as published; the relay will publish them again", ids.size());
        }
    }
}
