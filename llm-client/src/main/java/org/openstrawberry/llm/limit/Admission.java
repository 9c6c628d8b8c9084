package org.openstrawberry.llm.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.limit.circuit.Circuit;
import org.openstrawberry.llm.limit.hold.Hold;
import org.openstrawberry.llm.limit.load.LoadGate;
import org.openstrawberry.llm.limit.patience.Patience;

/**
 * One call on its way through its key's limits. What can be held while waiting for the rest comes first, the moment to go,
 * which passes, last.
 */
final class Admission {

    /** Never sent, or refused at the door: no tokens were used. */
    private static final Set<Code> UNUSED = EnumSet.of(
            Code.RATE_LIMITED,
            Code.UNAUTHORIZED,
            Code.NO_CONNECTION,
            Code.BAD_REQUEST,
            Code.CONTEXT_LENGTH,
            Code.UNKNOWN_MODEL,
            Code.MISSING_KEY);

    private final KeyLimits limits;
    private final long estimate;
    private final Deque<Runnable> releases = new ArrayDeque<>();
    private boolean gated;
    private boolean admitted;

    Admission(KeyLimits limits, long estimate) {
        this.limits = limits;
        this.estimate = estimate;
    }

    /** Waits for everything; what is in the way if patience ended before, and then nothing is held. */
    Optional<Code> enter(Patience patience, Hold hold) throws InterruptedException {
        try {
            Optional<Circuit.Passage> passage = limits.circuit.pass(patience);
            if (passage.isEmpty()) {
                return Optional.of(Code.CIRCUIT_OPEN);
            }
            releases.push(passage.get()::close);
            admitted = gate(patience) && permit(patience) && go(patience, hold);
            return admitted ? Optional.empty() : Optional.of(Code.LIMIT_REACHED);
        } finally {
            if (!admitted) {
                endGate(LoadGate::ignored);
                release();
            }
        }
    }

    private boolean gate(Patience patience) throws InterruptedException {
        if (limits.gate.isPresent()) {
            gated = limits.gate.get().acquire(patience);
            return gated;
        }
        return true;
    }

    private boolean permit(Patience patience) throws InterruptedException {
        if (limits.permits.isEmpty()) {
            return true;
        }
        if (!limits.permits.get().acquire(patience)) {
            return false;
        }
        releases.push(limits.permits.get()::release);
        return true;
    }

    private boolean go(Patience patience, Hold hold) throws InterruptedException {
        return limits.pacer.isPresent() ? limits.pacer.get().await(estimate, patience) : hold.await(patience);
    }

    void succeeded(ModelReply reply) {
        limits.refused.accepted();
        long used = TokenEstimate.used(reply.usage(), estimate);
        limits.pacer.ifPresent(pacer -> pacer.correct(used - estimate));
        Integer output = reply.usage().output();
        // Without a count, letters must do: only changes of the latency matter.
        double tokens = output == null ? reply.text().length() / 4.0 : output;
        endGate(gate -> gate.succeeded(reply.latency().toNanos() / Math.max(1, tokens)));
        end();
    }

    void failed(ModelCallException failure) {
        limits.refused.failed(failure);
        if (UNUSED.contains(failure.code())) {
            limits.pacer.ifPresent(pacer -> pacer.correct(-estimate));
        }
        if (failure.code() == Code.RATE_LIMITED || Circuit.isServersFault(failure.code())) {
            endGate(LoadGate::failed);
        } else {
            endGate(LoadGate::ignored);
        }
        end();
    }

    /** Ended in a way that says nothing. */
    void abandoned() {
        endGate(LoadGate::ignored);
        end();
    }

    /** How long the provider asks to rest, if it refused for want of it and did not say otherwise. */
    static Duration askedRest(ModelCallException failure) {
        return failure.retryAfter().orElse(Duration.ofSeconds(1));
    }

    private void endGate(java.util.function.Consumer<LoadGate> end) {
        if (gated) {
            gated = false;
            limits.gate.ifPresent(end);
        }
    }

    private void end() {
        if (admitted) {
            admitted = false;
            release();
            limits.ended();
        }
    }

    private void release() {
        while (!releases.isEmpty()) {
            releases.pop().run();
        }
    }
}
