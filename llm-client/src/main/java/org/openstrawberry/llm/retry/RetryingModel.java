package org.openstrawberry.llm.retry;

import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallListener;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.PauseListener;

/**
 * A model that tries again where that can help: after 429, 5xx or when there was no connection; never after a
 * refusal that would only be repeated, and never after a failure that may be charged for. The waiting is SmallRye Fault Tolerance's; how long, and whether
 * at all, is {@link Backoff}'s decision, because it needs what the provider said.
 */
public final class RetryingModel implements LanguageModel {

    /** A failed try that another one follows. */
    private static final class TryAgain extends Exception {

        private final transient ModelCallException failure;
        private final transient Duration delay;

        TryAgain(ModelCallException failure, Duration delay) {
            super(failure);
            this.failure = failure;
            this.delay = delay;
        }
    }

    /** What one call has been through. Waiting for a limit does not count. */
    private static final class Progress implements PauseListener {

        private final PauseListener outer = PauseListener.current();
        private long start = System.nanoTime();
        private long pausedAt;
        private int tries;

        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        @Override
        public void paused() {
            pausedAt = System.nanoTime();
            outer.paused();
        }

        @Override
        public void resumed() {
            outer.resumed();
            start += System.nanoTime() - pausedAt;
        }
    }

    private final LanguageModel once;
    private final Backoff backoff;
    private final List<ModelCallListener> listeners;
    private final TypedGuard<ModelReply> guard;

    /**
     * A model that tries again.
     *
     * @param once a model that tries once
     * @param policy when
     * @param listeners who hears of it
     */
    public RetryingModel(LanguageModel once, RetryPolicy policy, List<ModelCallListener> listeners) {
        this(once, policy, listeners, ThreadLocalRandom::current);
    }

    RetryingModel(
            LanguageModel once,
            RetryPolicy policy,
            List<ModelCallListener> listeners,
            Supplier<? extends RandomGenerator> random) {
        this.once = once;
        this.backoff = new Backoff(policy, random);
        this.listeners = List.copyOf(listeners);
        this.guard = TypedGuard.create(ModelReply.class)
                .withDescription("model-call")
                .withRetry()
                .maxRetries(policy.maxTries() - 1)
                // None: the backoff looks at the time, and leaves out what was spent waiting for a limit.
                .maxDuration(0, ChronoUnit.MILLIS)
                .delay(0, ChronoUnit.MILLIS)
                .jitter(0, ChronoUnit.MILLIS)
                .retryOn(TryAgain.class)
                .withCustomBackoff()
                .strategy(() -> (CustomBackoffStrategy) RetryingModel::millis)
                .done()
                .done()
                .build();
    }

    @Override
    public ModelReply call(ModelCall call) {
        Progress progress = new Progress();
        try {
            ModelReply reply = guard.call(() -> tryOnce(call, progress)).withTries(progress.tries);
            listeners.forEach(listener -> listener.succeeded(call, reply));
            return reply;
        } catch (TryAgain e) {
            throw failed(call, e.failure, progress);
        } catch (ModelCallException e) {
            throw failed(call, e, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(
                    call,
                    new ModelCallException(
                                    ModelCallException.Code.INTERRUPTED, "The call was cancelled between two tries.")
                            // Tries that may be charged for are not followed by another.
                            .asUnbilled(),
                    progress);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a model call threw what it does not declare", e);
        }
    }

    private ModelReply tryOnce(ModelCall call, Progress progress) throws TryAgain {
        progress.tries++;
        try {
            return ScopedValue.where(PauseListener.CURRENT, progress).call(() -> once.call(call));
        } catch (ModelCallException failure) {
            Optional<Duration> delay = backoff.next(failure, progress.tries, progress.elapsed());
            if (delay.isEmpty()) {
                throw failure;
            }
            listeners.forEach(listener -> listener.retrying(call, failure, delay.get()));
            throw new TryAgain(failure, delay.get());
        }
    }

    private ModelCallException failed(ModelCall call, ModelCallException failure, Progress progress) {
        ModelCallException last = failure.withTries(progress.tries);
        listeners.forEach(listener -> listener.failed(call, last));
        return last;
    }

    private static long millis(Throwable failure) {
        // Rounded up: coming back a millisecond early breaks a Retry-After.
        return failure instanceof TryAgain again
                ? again.delay.plusNanos(999_999).toMillis()
                : 0;
    }
}
