package org.openstrawberry.messaging.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.openstrawberry.messaging.commit.Backoff;
import org.openstrawberry.messaging.commit.TransientFailures;

/**
 * Repeats a step until it is closed. A step that fails is logged and repeated after a pause: nothing but closing ends a
 * loop. It has a platform thread, because it must get its share of a processor (to renew leases, for one) however many
 * virtual threads are busy.
 */
public final class Loop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final Backoff A_SECOND = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration INTERRUPTION_TIMEOUT = Duration.ofSeconds(1);

    /** What is repeated, by one thread. */
    @FunctionalInterface
    public interface Step {
        /**
         * Does it once.
         *
         * @return how long to rest before the next time
         * @throws InterruptedException when the loop is closed and the step took too long to end
         */
        Rest run() throws InterruptedException;
    }

    private final String name;
    private final Backoff backoff;
    private final Step step;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Semaphore wakeUps = new Semaphore(0);
    /** When the present step began, or when the present rest ends. */
    private volatile long dueNanos = System.nanoTime();

    /** Used by the thread only, once that runs. */
    private Rest rest = Rest.NONE;

    private int failures;

    /** Not started yet; a step that failed is repeated after a second. */
    public Loop(String name, Step step) {
        this(name, A_SECOND, step);
    }

    /**
     * Not started yet.
     *
     * @param backoff how long to rest after steps that failed
     */
    public Loop(String name, Backoff backoff, Step step) {
        this.name = name;
        this.backoff = backoff;
        this.step = step;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** Starts the thread; the first step begins at once. */
    public void start() {
        start(Rest.NONE);
    }

    /** Starts the thread, which rests before its first step. */
    public void start(Rest first) {
        rest = first;
        thread.start();
    }

    /** Ends the present rest, or the next one, as soon as its shortest time is over. */
    public void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** The thread's name. */
    public String name() {
        return name;
    }

    /** Whether the thread runs. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** How long the present step has been running, or for how long the next should have begun; zero during a rest. */
    public Duration behind() {
        return Duration.ofNanos(Math.max(System.nanoTime() - dueNanos, 0));
    }

    /** Whether the loop does what it should: once it was started, and until it is closed, it is less than that behind. */
    public boolean goesOn(Duration limit) {
        return thread.getState() == Thread.State.NEW
                || isClosed()
                || (thread.isAlive() && behind().compareTo(limit) < 0);
    }

    /**
     * For a step that has many parts, to be called between them: so far it does not hang.
     *
     * @return whether to go on with the next part; false once the loop is closed
     */
    public boolean carryOn() {
        dueNanos = System.nanoTime();
        return !isClosed();
    }

    /** Lets the present step end, for 5 s at most, then interrupts it. Closing twice is harmless. */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    /** Lets the present step end, for so long at most, then interrupts it. Closing twice is harmless. */
    public void close(Duration timeout) {
        closed.countDown();
        wake();
        try {
            if (thread.isAlive() && !thread.join(timeout)) {
                LOG.warnf("%s did not end within %s and is interrupted", name, timeout);
                thread.interrupt();
                if (!thread.join(INTERRUPTION_TIMEOUT)) {
                    LOG.warnf("%s does not end when interrupted and is left behind", name);
                }
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void run() {
        while (!isClosed()) {
            try {
                sleep();
                if (carryOn()) {
                    rest = step.run();
                    succeeded();
                }
            } catch (InterruptedException | RuntimeException | Error e) {
                rest = failed(e);
            }
        }
    }

    private void sleep() throws InterruptedException {
        dueNanos = System.nanoTime() + rest.atMost().toNanos();
        if (closed.await(rest.atLeast().toNanos(), TimeUnit.NANOSECONDS)) {
            return;
        }
        Duration left = rest.atMost().minus(rest.atLeast());
        if (left.isPositive() && wakeUps.tryAcquire(left.toNanos(), TimeUnit.NANOSECONDS)) {
            wakeUps.drainPermits();
        }
    }

    private void succeeded() {
        if (failures > 0) {
            LOG.infof("%s goes on after %d failures", name, failures);
            failures = 0;
        }
    }

    private Rest failed(Throwable failure) {
        if (isClosed()) {
            LOG.debugf("%s was closed: %s", name, failure);
            return Rest.NONE;
        }
        failures++;
        Duration pause = backoff.after(failures);
        if (TransientFailures.isTransient(failure)) {
            LOG.warnf("%s failed %d times, again in %d ms: %s", name, failures, pause.toMillis(), failure);
        } else {
            LOG.errorf(failure, "%s failed %d times, again in %d ms", name, failures, pause.toMillis());
        }
        return Rest.exactly(pause);
    }
}
