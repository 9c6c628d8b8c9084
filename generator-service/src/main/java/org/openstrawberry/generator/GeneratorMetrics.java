package org.openstrawberry.generator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.openstrawberry.generator.slot.InFlightTurns;
import org.openstrawberry.generator.slot.SlotPool;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.TurnCompletion;

/** What the generator counts. Label values come from closed sets: statuses, error codes, prefixes of providers. */
public final class GeneratorMetrics {
    private static final String PREFIX = "strawberry.generator.";

    private final MeterRegistry registry;
    private final Timer queueWait;
    private final Counter givenBack;
    private final Counter lost;

    /** Registers the meters that are always there. */
    public GeneratorMetrics(MeterRegistry registry, SlotPool slots, InFlightTurns inFlight) {
        this.registry = registry;
        Gauge.builder(PREFIX + "slots", slots, SlotPool::size)
                .description("Turns that may be in flight at once")
                .register(registry);
        Gauge.builder(PREFIX + "in.flight", inFlight, InFlightTurns::size)
                .description("Turns claimed and not yet stored")
                .register(registry);
        queueWait = Timer.builder(PREFIX + "queue.wait")
                .description("From when a turn could be claimed to its claim")
                .register(registry);
        givenBack = Counter.builder(PREFIX + "given.back")
                .description("Turns given back unanswered")
                .register(registry);
        lost = Counter.builder(PREFIX + "lost")
                .description("Turns that could not be given back, for their claim was lost")
                .register(registry);
    }

    /** Turns were claimed. */
    public void claimed(List<ClaimedTurn> turns) {
        turns.forEach(turn -> queueWait.record(turn.waited()));
    }

    /** The end of a turn was stored. */
    public void stored(ClaimedTurn turn, TurnCompletion completion) {
        String status = completion.status().name();
        String error = Objects.requireNonNullElse(completion.errorCode(), "none");
        registry.counter(PREFIX + "turns", "status", status, "error", error).increment();
        registry.timer(PREFIX + "call", "provider", provider(turn.model()), "status", status)
                .record(Duration.ofMillis(completion.latencyMillis()));
    }

    private static String provider(String model) {
        int colon = model.indexOf(':');
        return colon < 0 ? "none" : model.substring(0, colon);
    }

    /** A turn was given back. */
    public void givenBack() {
        givenBack.increment();
    }

    /** A turn's claim was lost. */
    public void lost() {
        lost.increment();
    }
}
