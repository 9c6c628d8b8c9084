package org.openstrawberry.generator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Repeats a step on a thread of its own until it is closed. A step that fails is logged and repeated a second later. */
public final class Loop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final Rest AFTER_FAILURE = Rest.exactly(Duration.ofSeconds(1));
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /**
     * How long to rest between two steps.
     *
     * @param atLeast even when woken
     * @param atMost unless woken
     */
    public record Rest(Duration atLeast, Duration atMost) {
        /** Cannot be woken from. */
        public static Rest exactly(Duration duration) {
            return new Rest(duration, duration);
        }

        /** Until woken, for that long at most. */
        public static Rest upTo(Duration duration) {
            return new Rest(Duration.ZERO, duration);
        }
    }

    private final String name;
    private final Supplier<Rest> step;
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile long beganNanos = System.nanoTime();

    /** Not started yet. */
    public Loop(String name, Supplier<Rest> step) {
        this.name = name;
        this.step = step;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** Starts the thread. */
    public void start() {
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

    /** Time since the last step began; grows when a step hangs. */
    public Duration sinceLastStep() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    /** Whether the thread runs. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Lets the present step end, for 5 s at most, then interrupts it. Closing twice is harmless. */
    @Override
    public void close() {
        stopped.countDown();
        wake();
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                LOG.warnf("%s did not end within %s and is interrupted", name, CLOSE_TIMEOUT);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (stopped.getCount() > 0) {
                beganNanos = System.nanoTime();
                rest(stepOrRest());
            }
        } catch (InterruptedException e) {
            LOG.debugf("%s was interrupted", name);
        }
    }

    private Rest stepOrRest() {
        try {
            return step.get();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "%s failed", name);
            return AFTER_FAILURE;
        }
    }

    private void rest(Rest rest) throws InterruptedException {
        if (stopped.await(rest.atLeast().toNanos(), TimeUnit.NANOSECONDS)) {
            return;
        }
        Duration left = rest.atMost().minus(rest.atLeast());
        if (left.isPositive() && wakeUps.tryAcquire(left.toNanos(), TimeUnit.NANOSECONDS)) {
            wakeUps.drainPermits();
        }
    }
}
