package org.openstrawberry.llm.limit;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.PauseListener;
import org.openstrawberry.llm.limit.circuit.Circuit;
import org.openstrawberry.llm.limit.circuit.RefusedKey;
import org.openstrawberry.llm.limit.hold.Hold;
import org.openstrawberry.llm.limit.hold.HoldWatch;
import org.openstrawberry.llm.limit.hold.RateLimitHeaders;
import org.openstrawberry.llm.limit.load.LatencyLimit;
import org.openstrawberry.llm.limit.load.LoadGate;
import org.openstrawberry.llm.limit.pace.Pacer;
import org.openstrawberry.llm.limit.patience.Patience;
import org.openstrawberry.llm.limit.patience.WaitingRoom;
import org.openstrawberry.llm.limit.permit.Permits;

/** Everything that the calls of one key wait for in this process. */
final class KeyLimits implements AutoCloseable {
    private static final Duration SHORTEST_RETURN = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETURN = Duration.ofSeconds(30);

    private final ProviderKey key;
    private final KeyRules rules;
    private final HoldWatch watch;
    private final Clock clock;
    private final LimitMetrics metrics;
    private final WaitingRoom room;
    private final TokenEstimate estimate;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Hold hold;
    private final AtomicLong averageWaitNanos = new AtomicLong();
    final Circuit circuit;
    final RefusedKey refused;
    final Optional<LoadGate> gate;
    final Optional<Permits> permits;
    final Optional<Pacer> pacer;

    KeyLimits(ProviderKey key, KeyRules rules, Ledgers ledgers, HoldWatch watch, Clock clock, LimitMetrics metrics) {
        this.key = key;
        this.rules = rules;
        this.watch = watch;
        this.clock = clock;
        this.metrics = metrics;
        String id = key.id();
        room = new WaitingRoom(rules.mostWaiting(), rules.longestWait());
        estimate = new TokenEstimate(rules.tokenFactor(), rules.replyTokens());
        hold = watch.watched(id);
        circuit = new Circuit(id, rules.circuit());
        refused = new RefusedKey(id);
        gate = rules.adaptive().isPresent()
                ? Optional.of(new LoadGate(latencyLimit(rules.adaptive().getAsInt(), rules.mostAdaptive())))
                : Optional.empty();
        permits = rules.inFlight().isPresent()
                ? Optional.of(new Permits(id, rules.inFlight().getAsInt(), rules.lease(), ledgers.permits()))
                : Optional.empty();
        pacer = rules.pacing().limited()
                ? Optional.of(new Pacer(id, rules.pacing(), ledgers.paces(), hold))
                : Optional.empty();
        metrics.watch(this);
    }

    private static LatencyLimit latencyLimit(int first, int most) {
        return new LatencyLimit(1, Math.min(first, most), most);
    }

    /**
     * Waits until the call may be made. The listener of the call's pauses hears of it.
     *
     * @return to be ended when the call has
     * @throws ModelCallException with {@code LIMIT_REACHED} or {@code CIRCUIT_OPEN} if it is to be made later, with
     *     {@code INTERRUPTED} if the thread was interrupted, with {@code UNAUTHORIZED} if the key was refused
     */
    Admission admit(ModelCall call) {
        refused.check();
        watch.used();
        PauseListener listener = PauseListener.current();
        Admission admission = new Admission(this, tokens(call));
        listener.paused();
        try (Patience patience = room.enter()) {
            Optional<Code> obstacle = admission.enter(patience, hold);
            noteWait(patience.waited());
            if (obstacle.isPresent()) {
                throw heldBack(obstacle.get());
            }
            inFlight.incrementAndGet();
            return admission;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelCallException(Code.INTERRUPTED, "The call was cancelled while it waited for a limit.")
                    .asUnbilled();
        } finally {
            listener.resumed();
        }
    }

    /** Long conversations are not counted for nothing. */
    private long tokens(ModelCall call) {
        return rules.pacing().tokens().isPresent() ? estimate.of(call) : 1;
    }

    private void noteWait(Duration wait) {
        metrics.waited(wait);
        // Over about a dozen calls.
        long _ = averageWaitNanos.updateAndGet(average -> average + (wait.toNanos() - average) / 12);
    }

    private ModelCallException heldBack(Code code) {
        metrics.heldBack(code);
        if (code == Code.CIRCUIT_OPEN) {
            return circuit.open();
        }
        return ModelCallException.heldBack(
                code, "The limit of " + key.provider() + " is reached and too many calls wait for it.", returnAfter());
    }

    /** Half of what a newcomer would wait, so that those who return find the queue half empty and not empty. */
    private Duration returnAfter() {
        Duration half = pacer.map(Pacer::expectedWait)
                .orElse(Duration.ofNanos(averageWaitNanos.get()))
                .dividedBy(2);
        Duration rest = hold.left();
        Duration longer = half.compareTo(rest) > 0 ? half : rest;
        long millis = Math.clamp(longer.toMillis(), SHORTEST_RETURN.toMillis(), LONGEST_RETURN.toMillis());
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    /** A response has come; its headers may ask for rest. */
    void observed(int status, HttpHeaders headers) {
        double share = rules.pacing()
                .tokens()
                .map(rate -> Math.min(1.0, (double) rules.replyTokens() / rate.perPeriod()))
                .orElse(0.1);
        RateLimitHeaders.rest(status, headers, clock.instant(), share).ifPresent(rest -> rest(status, rest));
    }

    /** The provider wants rest: no call is made with the key for that long, in any process. */
    void rest(int status, Duration duration) {
        if (duration.isPositive()) {
            metrics.rest(status);
            watch.prolong(key.id(), duration.compareTo(rules.longestRest()) > 0 ? rules.longestRest() : duration);
        }
    }

    /** Whether a rest of that length is waited for here, and need not be by whoever tries again. */
    boolean waitsOut(Duration rest) {
        return rest.compareTo(rules.longestRest()) <= 0;
    }

    int waiting() {
        return room.waiting();
    }

    int inFlight() {
        return inFlight.get();
    }

    int permits() {
        return permits.map(Permits::inUse).orElse(0);
    }

    int adaptive() {
        return gate.map(LoadGate::limit).orElse(0);
    }

    int circuitState() {
        return circuit.state();
    }

    @Override
    public void close() {
        permits.ifPresent(Permits::close);
        pacer.ifPresent(Pacer::close);
    }
}
