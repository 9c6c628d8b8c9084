package org.openstrawberry.messaging.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.messaging.commit.GroupCommitException.Code;

/**
 * Natural batching: one worker takes what waits, does it in one call (one transaction), and tells each caller its
 * result. Under light load a batch is one item and nothing waits for company; under heavy load a batch is what arrived
 * during the last one, so that the cost per item falls as the load grows.
 *
 * <p>A failure that will pass is retried with the same batch until it succeeds or the group is closed: an item that
 * was accepted is not lost because the database restarts. The function must therefore be idempotent, as a commit that
 * failed may have happened. A failure that will not pass is tracked down by trying the batch's items one by one, so
 * that only the bad ones fail.
 *
 * @param <T> what is committed
 * @param <R> what the caller gets for it
 */
public final class GroupCommit<T, R> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(GroupCommit.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(50);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private record Waiting<T, R>(T item, CompletableFuture<R> result) {}

    private final GroupCommitSettings settings;
    private final Function<List<T>, List<R>> commit;
    private final TransientRetry retry;
    private final BlockingQueue<Waiting<T, R>> queue;
    private final Thread worker;
    private volatile boolean closed;

    /**
     * Starts the worker, a virtual thread.
     *
     * @param commit does the whole batch or nothing, and returns one result per item in the batch's order
     * @param isTransient whether a failure will pass; {@link TransientFailures#isTransient} knows
     */
    public GroupCommit(
            GroupCommitSettings settings, Function<List<T>, List<R>> commit, Predicate<Throwable> isTransient) {
        this.settings = settings;
        this.commit = commit;
        this.retry = new TransientRetry(settings.backoff(), isTransient);
        this.queue = new ArrayBlockingQueue<>(settings.queueCapacity());
        this.worker = Thread.ofVirtual().name(settings.name()).start(this::work);
    }

    /**
     * Hands an item over. Blocks while the queue is full.
     *
     * @return completed after the item's transaction, exceptionally when the item cannot be committed
     * @throws GroupCommitException when the group is closed, or the queue stays full for the settings' time-out
     */
    public CompletableFuture<R> submit(T item) {
        if (closed) {
            throw closedException(null);
        }
        Waiting<T, R> waiting = new Waiting<>(item, new CompletableFuture<>());
        try {
            if (!queue.offer(waiting, settings.submitTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new GroupCommitException(Code.QUEUE_FULL, settings.name() + ": the queue is full", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GroupCommitException(Code.INTERRUPTED, settings.name() + ": interrupted", e);
        }
        if (!worker.isAlive()) {
            // The worker may have gone between the check above and the offer; nobody else would answer.
            failWaiting();
        }
        return waiting.result();
    }

    /** How many items wait for a batch. */
    public int waiting() {
        return queue.size();
    }

    /** Closes with a time-out of 10 s. */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    /**
     * Takes no more items, commits those that wait, and stops the worker. What is not committed in time fails with
     * {@link Code#CLOSED}. Closing twice is harmless.
     *
     * @return whether everything was committed
     */
    public boolean close(Duration timeout) {
        closed = true;
        boolean drained = false;
        try {
            drained = worker.join(timeout);
            if (!drained) {
                retry.stop();
                worker.interrupt();
                if (!worker.join(STOP_TIMEOUT)) {
                    LOG.warnf("%s: the worker does not stop", settings.name());
                }
            }
        } catch (InterruptedException e) {
            retry.stop();
            worker.interrupt();
            Thread.currentThread().interrupt();
        }
        failWaiting();
        return drained;
    }

    private void work() {
        List<Waiting<T, R>> batch = new ArrayList<>(settings.maximumBatch());
        while (!retry.isStopped()) {
            try {
                Waiting<T, R> first = queue.poll(IDLE_POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    if (closed) {
                        return;
                    }
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, settings.maximumBatch() - 1);
                commitAll(batch);
                batch.clear();
            } catch (InterruptedException e) {
                LOG.debugf("%s: worker interrupted", settings.name());
                return;
            }
        }
    }

    private void commitAll(List<Waiting<T, R>> batch) {
        try {
            commitTogether(batch);
        } catch (RetryStoppedException e) {
            batch.forEach(waiting -> waiting.result().completeExceptionally(closedException(e)));
        } catch (RuntimeException | Error e) {
            if (batch.size() == 1) {
                batch.getFirst().result().completeExceptionally(e);
            } else {
                LOG.warnf("%s: a batch of %d failed, trying one by one: %s", settings.name(), batch.size(), e);
                batch.forEach(waiting -> commitAll(List.of(waiting)));
            }
        }
    }

    private void commitTogether(List<Waiting<T, R>> batch) {
        List<T> items = batch.stream().map(Waiting::item).toList();
        List<R> results = retry.call(settings.name(), () -> commit.apply(items));
        if (results.size() != items.size()) {
            throw new IllegalStateException(
                    settings.name() + ": " + items.size() + " items but " + results.size() + " results");
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result().complete(results.get(i));
        }
    }

    private void failWaiting() {
        List<Waiting<T, R>> rest = new ArrayList<>();
        queue.drainTo(rest);
        rest.forEach(waiting -> waiting.result().completeExceptionally(closedException(null)));
    }

    private GroupCommitException closedException(@Nullable Throwable cause) {
        return new GroupCommitException(Code.CLOSED, settings.name() + " is closed", cause);
    }
}
