package org.openstrawberry.llm.limit;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.http.Endpoint;
import org.openstrawberry.llm.http.ModelGuard;
import org.openstrawberry.llm.http.ResponseObserver;
import org.openstrawberry.llm.limit.hold.HoldWatch;

/** The limits of all provider keys in this process. */
public final class CallLimits implements ModelGuard, ResponseObserver, AutoCloseable {

    private final Function<String, KeyRules> rules;
    private final Ledgers ledgers;
    private final Clock clock;
    private final MeterRegistry registry;
    private final HoldWatch watch;
    private final Map<Endpoint, KeyLimits> limits = new ConcurrentHashMap<>();

    /**
     * No key in use yet.
     *
     * @param rules what is set for a provider, by its prefix
     * @param ledgers what is shared with the other processes
     * @param clock what the moments in providers' headers are compared with
     */
    public CallLimits(Function<String, KeyRules> rules, Ledgers ledgers, Clock clock, MeterRegistry registry) {
        this.rules = rules;
        this.ledgers = ledgers;
        this.clock = clock;
        this.registry = registry;
        this.watch =
                new HoldWatch(ledgers.holds(), () -> limits.values().stream().anyMatch(its -> its.waiting() > 0));
    }

    /** One endpoint has one key in a process. */
    @Override
    public LanguageModel around(LanguageModel once, Endpoint endpoint, Optional<String> key) {
        return new LimitedModel(once, limits.computeIfAbsent(endpoint, its -> make(its, key)));
    }

    private KeyLimits make(Endpoint endpoint, Optional<String> key) {
        ProviderKey id = ProviderKey.of(endpoint, key);
        return new KeyLimits(
                id, rules.apply(endpoint.provider()), ledgers, watch, clock, new LimitMetrics(registry, id));
    }

    @Override
    public void observed(Endpoint endpoint, ModelName model, int status, HttpHeaders headers) {
        KeyLimits known = limits.get(endpoint);
        if (known != null) {
            known.observed(status, headers);
        }
    }

    /** Gives back what is held and no call uses. */
    @Override
    public void close() {
        watch.close();
        limits.values().forEach(KeyLimits::close);
    }
}
