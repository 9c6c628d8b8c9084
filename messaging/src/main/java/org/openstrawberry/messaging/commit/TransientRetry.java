package org.openstrawberry.messaging.commit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does one thing again and again while it fails for a reason that will pass, such as a database that restarts. Safe
 * between threads. What is retried must be idempotent: a failed commit may have happened.
 */
public final class TransientRetry {
    private static final Logger LOG = Logger.getLogger(TransientRetry.class);

    private final Backoff backoff;
    private final Predicate<Throwable> isTransient;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Not stopped yet.
     *
     * @param isTransient whether a failure will pass; {@link TransientFailures#isTransient} knows
     */
    public TransientRetry(Backoff backoff, Predicate<Throwable> isTransient) {
        this.backoff = backoff;
        this.isTransient = isTransient;
    }

    /**
     * Returns what the action returns, however often it has to be tried.
     *
     * @param name of the action, for the log
     * @throws RetryStoppedException when {@link #stop} is called, or the thread interrupted, before it succeeded
     * @throws RuntimeException what the action threw, when it is not transient
     */
    public <R> R call(String name, Supplier<R> action) {
        int failures = 0;
        while (true) {
            try {
                R result = action.get();
                if (failures > 0) {
                    LOG.infof("%s succeeded after %d failures", name, failures);
                }
                return result;
            } catch (RuntimeException e) {
                if (!isTransient.test(e)) {
                    throw e;
                }
                failures++;
                pause(name, failures, e);
            }
        }
    }

    /** Gives up every retry that waits, now and in future; an action that succeeds at once is not disturbed. */
    public void stop() {
        stopped.countDown();
    }

    /** Whether {@link #stop} was called. */
    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void pause(String name, int failures, RuntimeException failure) {
        Duration delay = backoff.after(failures);
        LOG.warnf("%s failed %d times, again in %d ms: %s", name, failures, delay.toMillis(), failure);
        boolean giveUp;
        try {
            giveUp = stopped.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp = true;
        }
        if (giveUp) {
            throw new RetryStoppedException(name, failure);
        }
    }
}
