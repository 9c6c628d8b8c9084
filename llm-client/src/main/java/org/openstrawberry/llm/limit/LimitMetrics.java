package org.openstrawberry.llm.limit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.openstrawberry.llm.ModelCallException;

/** What is measured of one key's limits. Labelled with the provider's prefix, one of a closed set, and never the key. */
final class LimitMetrics {
    private static final String PREFIX = "strawberry.models.limit.";

    private final MeterRegistry registry;
    private final Tags tags;

    LimitMetrics(MeterRegistry registry, ProviderKey key) {
        this.registry = registry;
        this.tags = Tags.of(Tag.of("provider", key.provider()));
    }

    /** Registers the gauges over these limits. */
    void watch(KeyLimits limits) {
        gauge("waiting", "Calls that wait for a limit now", limits, KeyLimits::waiting);
        gauge("in.flight", "Calls that have passed their limits and have not ended", limits, KeyLimits::inFlight);
        gauge("permits", "Permits for calls in flight used of the cluster's", limits, KeyLimits::permits);
        gauge("adaptive", "Calls in flight that the server's latency bears", limits, KeyLimits::adaptive);
        gauge("circuit", "0 closed, 1 open, 2 trying", limits, KeyLimits::circuitState);
    }

    private void gauge(String name, String description, KeyLimits limits, ToDoubleFunction<KeyLimits> value) {
        Gauge.builder(PREFIX + name, limits, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    void waited(Duration duration) {
        registry.timer(PREFIX + "wait", tags).record(duration);
    }

    void heldBack(ModelCallException.Code code) {
        registry.counter(PREFIX + "held.back", tags.and("code", code.name())).increment();
    }

    void rest(int status) {
        registry.counter(PREFIX + "rests", tags.and("status", Integer.toString(status)))
                .increment();
    }
}
