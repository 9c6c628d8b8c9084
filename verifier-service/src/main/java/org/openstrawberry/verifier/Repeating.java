package org.openstrawberry.verifier;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Repeats a step on a thread of its own, with a rest in between, until it is closed. A step that fails is logged and
 * repeated after a second, or sooner where the rest is shorter.
 */
public final class Repeating implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Repeating.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final String name;
    private final Duration rest;
    private final Runnable step;
    private final Thread thread;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean closed;
    private volatile long beganNanos = System.nanoTime();

    /** Not started yet. */
    public Repeating(String name, Duration rest, Runnable step) {
        this.name = name;
        this.rest = rest;
        this.step = step;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Ends the present rest, or the next one. */
    public void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** The thread's name. */
    public String name() {
        return name;
    }

    /** Whether the thread runs and has begun a step within that time, its rest not counted. */
    public boolean goesOn(Duration limit) {
        Duration since = Duration.ofNanos(System.nanoTime() - beganNanos);
        return thread.isAlive() && since.compareTo(limit.plus(rest)) < 0;
    }

    /** Lets the present step end, for 5 s at most, then interrupts it. Closing twice is harmless. */
    @Override
    public void close() {
        closed = true;
        wakeUps.release();
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
            while (!closed) {
                beganNanos = System.nanoTime();
                Duration pause = tryStep() || rest.compareTo(AFTER_FAILURE) < 0 ? rest : AFTER_FAILURE;
                if (wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    wakeUps.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            LOG.debugf("%s was interrupted", name);
        }
    }

    private boolean tryStep() {
        try {
            step.run();
            return true;
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "%s failed", name);
            return false;
        }
    }
}
