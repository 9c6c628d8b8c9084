package org.openstrawberry.llm.limit.circuit;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.limit.patience.Patience;

/**
 * Opens when most calls of a key fail for want of a working server, and lets nothing through for a while; then one call
 * tries for all. Calls wait meanwhile. The counting is SmallRye Fault Tolerance's; the waiting is ours, because a call
 * that may not pass is not to fail.
 */
public final class Circuit {
    private static final Logger LOG = Logger.getLogger(Circuit.class);
    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();

    private final String key;
    private final CircuitPolicy policy;
    private final TypedGuard<ModelReply> guard;
    private final Semaphore probe = new Semaphore(1);
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;
    private volatile long openUntil = System.nanoTime();

    /** Closed. */
    public Circuit(String key, CircuitPolicy policy) {
        this.key = key;
        this.policy = policy;
        this.guard = TypedGuard.create(ModelReply.class)
                .withDescription("model-circuit")
                .withCircuitBreaker()
                .requestVolumeThreshold(policy.window())
                .failureRatio(policy.failureRatio())
                .delay(policy.pause().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .when(Circuit::isServersFault)
                .onStateChange(this::changed)
                .done()
                .build();
    }

    private static boolean isServersFault(Throwable failure) {
        return failure instanceof ModelCallException call && isServersFault(call.code());
    }

    /** Whether a failure of that kind speaks against the server and not against the call. */
    public static boolean isServersFault(ModelCallException.Code code) {
        return code == ModelCallException.Code.SERVER_ERROR
                || code == ModelCallException.Code.TIMEOUT
                || code == ModelCallException.Code.CONNECTION;
    }

    private void changed(CircuitBreakerState newState) {
        if (newState == CircuitBreakerState.OPEN) {
            openUntil = System.nanoTime() + policy.pause().toNanos();
            if (state == CircuitBreakerState.CLOSED) {
                LOG.warnf(
                        "CIRCUIT_OPEN %s: %.0f %% of the last %d calls failed; calls wait, one tries every %s",
                        key, policy.failureRatio() * 100, policy.window(), policy.pause());
            }
        } else if (newState == CircuitBreakerState.CLOSED) {
            LOG.infof("%s works again", key);
        }
        state = newState;
    }

    /** A way through the circuit; to be closed when the call is over or was not made after all. */
    public interface Passage extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits until a call may pass: at once while closed, otherwise for the end of the pause and for whoever tries first.
     *
     * @return empty if patience ended before
     */
    public Optional<Passage> pass(Patience patience) throws InterruptedException {
        while (state != CircuitBreakerState.CLOSED) {
            if (System.nanoTime() - openUntil >= 0 && probe.tryAcquire()) {
                return Optional.of(probe::release);
            }
            if (!patience.sleepUntil(Math.max(openUntil, System.nanoTime() + LOOK_NANOS))) {
                return Optional.empty();
            }
        }
        return Optional.of(() -> {});
    }

    /**
     * Makes the call and counts how it ends.
     *
     * @throws ModelCallException of the call; with {@code CIRCUIT_OPEN} if the circuit has opened since it was passed
     */
    public ModelReply call(Supplier<ModelReply> call) {
        try {
            return guard.call(call::get);
        } catch (CircuitBreakerOpenException e) {
            throw open();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a model call threw what it does not declare", e);
        }
    }

    /** What a call gets that cannot wait any longer. */
    public ModelCallException open() {
        Duration left = Duration.ofNanos(Math.max(0, openUntil - System.nanoTime()));
        return ModelCallException.heldBack(
                ModelCallException.Code.CIRCUIT_OPEN,
                "The circuit of " + key + " is open after repeated failures.",
                left.compareTo(policy.pause()) > 0 ? policy.pause() : left);
    }

    /** 0 closed, 1 open, 2 trying. */
    public int state() {
        return switch (state) {
            case CLOSED -> 0;
            case OPEN -> 1;
            case HALF_OPEN -> 2;
        };
    }
}
