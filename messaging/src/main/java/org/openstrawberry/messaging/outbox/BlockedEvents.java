package org.openstrawberry.messaging.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.openstrawberry.messaging.commit.Backoff;
import org.openstrawberry.messaging.loop.Loop;
import org.openstrawberry.messaging.loop.Rest;
import org.openstrawberry.store.outbox.StoredEvent;

/**
 * Events that wait for an earlier one of their trace. They are looked up together every few milliseconds, and let go
 * when nothing is before them any more, or left to the relay when that takes too long.
 */
final class BlockedEvents implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BlockedEvents.class);
    private static final int CAPACITY = 2_000;
    private static final Duration INTERVAL = Duration.ofMillis(10);
    private static final Rest IDLE = Rest.upTo(Duration.ofSeconds(1));
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private record Waiting(StoredEvent event, long sinceNanos) {}

    private final BlockingQueue<Waiting> arrivals = new ArrayBlockingQueue<>(CAPACITY);
    private final Function<Collection<Long>, Set<Long>> findBlocked;
    private final Consumer<List<StoredEvent>> send;
    private final Loop loop = new Loop("outbox-blocked", Backoff.DEFAULT, this::step);

    /** Used by the loop's thread only. */
    private final List<Waiting> waiting = new ArrayList<>();

    /**
     * Begins to look.
     *
     * @param findBlocked of these outbox rows, those that an earlier unpublished one of their trace is before
     * @param send publishes events that nothing is before
     */
    BlockedEvents(Function<Collection<Long>, Set<Long>> findBlocked, Consumer<List<StoredEvent>> send) {
        this.findBlocked = findBlocked;
        this.send = send;
        loop.start();
    }

    /** Keeps the event until it may go; without room it is left to the relay. */
    void add(StoredEvent event) {
        if (arrivals.offer(new Waiting(event, System.nanoTime()))) {
            loop.wake();
        } else {
            LOG.debugf("event %d is left to the relay: too many are blocked", event.id());
        }
    }

    /** What looks. */
    Loop loop() {
        return loop;
    }

    /** Stops; what waits is left to the relay. */
    @Override
    public void close() {
        loop.close(CLOSE_TIMEOUT);
    }

    private Rest step() throws InterruptedException {
        if (waiting.isEmpty() && arrivals.isEmpty()) {
            return IDLE;
        }
        Thread.sleep(INTERVAL);
        arrivals.drainTo(waiting, CAPACITY - waiting.size());
        letGo();
        return Rest.NONE;
    }

    private void letGo() {
        try {
            Set<Long> blocked = findBlocked.apply(
                    waiting.stream().map(one -> one.event().id()).toList());
            send.accept(waiting.stream()
                    .map(Waiting::event)
                    .filter(event -> !blocked.contains(event.id()))
                    .toList());
            long now = System.nanoTime();
            waiting.removeIf(one -> !blocked.contains(one.event().id())
                    || now - one.sinceNanos() > TimeUnit.MILLISECONDS.toNanos(PATIENCE.toMillis()));
        } catch (RuntimeException e) {
            LOG.warnf("%d blocked events are left to the relay: %s", waiting.size(), e);
            waiting.clear();
        }
    }
}
