package org.openstrawberry.messaging.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.openstrawberry.messaging.commit.Backoff;
import org.openstrawberry.messaging.commit.TransientFailures;
import org.openstrawberry.messaging.loop.Loop;
import org.openstrawberry.messaging.loop.Rest;

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
    private static final Rest IDLE = Rest.upTo(Duration.ofSeconds(1));
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LOOP_TIMEOUT = Duration.ofSeconds(1);

    private final BlockingQueue<Long> acknowledged = new ArrayBlockingQueue<>(CAPACITY);
    private final Consumer<Collection<Long>> mark;
    private final Loop loop = new Loop("outbox-marks", Backoff.DEFAULT, this::step);
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean closing;

    /** What is being marked, again and again while the database is away. Used by the loop's thread only. */
    private final List<Long> batch = new ArrayList<>();

    /**
     * Begins to mark.
     *
     * @param mark must be idempotent: a failed commit may have happened
     */
    PublishedMarks(Consumer<Collection<Long>> mark) {
        this.mark = mark;
        loop.start();
    }

    /** Notes that the broker has the event. */
    void add(long id) {
        if (acknowledged.offer(id)) {
            loop.wake();
        } else {
            LOG.warnf("no room to note that event %d is published; the relay will publish it again", id);
        }
    }

    /** What marks. */
    Loop loop() {
        return loop;
    }

    /** Marks what is noted, within 5 s, and stops. */
    @Override
    public void close() {
        closing = true;
        loop.wake();
        try {
            if (!drained.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("not every published event could be marked within %s; the relay does that", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loop.close(LOOP_TIMEOUT);
    }

    private Rest step() throws InterruptedException {
        if (batch.isEmpty()) {
            if (acknowledged.isEmpty()) {
                if (closing) {
                    drained.countDown();
                }
                return IDLE;
            }
            // A short wait for company: one statement for several acknowledgements costs the database much less.
            Thread.sleep(GATHERING);
            acknowledged.drainTo(batch, MAXIMUM_BATCH);
        }
        markBatch();
        return Rest.NONE;
    }

    private void markBatch() {
        try {
            mark.accept(List.copyOf(batch));
        } catch (RuntimeException e) {
            if (TransientFailures.isTransient(e)) {
                throw e;
            }
            LOG.errorf(e, "cannot mark %d events as published; the relay will publish them again", batch.size());
        }
        batch.clear();
    }
}
