package org.openstrawberry.llm.config;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCallListener;
import org.openstrawberry.llm.ModelProvider;
import org.openstrawberry.llm.ModelRegistry;
import org.openstrawberry.llm.Variables;
import org.openstrawberry.llm.anthropic.AnthropicProvider;
import org.openstrawberry.llm.google.GeminiProvider;
import org.openstrawberry.llm.http.ModelGuard;
import org.openstrawberry.llm.http.ModelHttp;
import org.openstrawberry.llm.http.ResponseObserver;
import org.openstrawberry.llm.http.SizeLimits;
import org.openstrawberry.llm.http.Timeouts;
import org.openstrawberry.llm.limit.CallLimits;
import org.openstrawberry.llm.limit.Ledgers;
import org.openstrawberry.llm.limit.WaitingCap;
import org.openstrawberry.llm.mistral.MistralProvider;
import org.openstrawberry.llm.openai.AzureProvider;
import org.openstrawberry.llm.openai.OpenAiProvider;
import org.openstrawberry.llm.provider.ProviderOptions;
import org.openstrawberry.llm.provider.ProviderSetup;
import org.openstrawberry.llm.replay.Recordings;
import org.openstrawberry.llm.replay.ReplayProvider;
import org.openstrawberry.llm.retry.RetryPolicy;
import org.openstrawberry.llm.retry.RetryingModel;

/** Puts a registry together, with or without a container around it. */
public final class ModelRegistries {

    private ModelRegistries() {}

    /**
     * A registry of every provider that there is.
     *
     * @param settings time-outs and retries
     * @param variables keys and addresses
     * @param http the shared client, closed by whoever made it
     * @param limits what each try of a call over the network waits for
     * @param recordings what {@code replay} serves
     * @param listeners who hears of retries
     */
    public static ModelRegistry standard(
            ModelSettings settings,
            Variables variables,
            ModelHttp http,
            ModelGuard limits,
            Recordings recordings,
            List<ModelCallListener> listeners) {
        RetryPolicy policy = policy(settings.retry());
        UnaryOperator<LanguageModel> retrying = once -> new RetryingModel(once, policy, listeners);
        ModelGuard guard = (once, endpoint, key) -> retrying.apply(limits.around(once, endpoint, key));
        ProviderSetup setup = new ProviderSetup(variables, http, prefix -> options(settings, prefix), guard);
        List<ModelProvider> providers = new ArrayList<>();
        providers.add(OpenAiProvider.openAi(setup));
        providers.add(new AzureProvider(setup));
        providers.add(new AnthropicProvider(setup));
        providers.add(new GeminiProvider(setup));
        providers.add(new MistralProvider(setup));
        providers.addAll(OpenAiProvider.others(setup));
        providers.add(new ReplayProvider(recordings, retrying));
        return new ModelRegistry(providers);
    }

    private static ProviderOptions options(ModelSettings settings, String prefix) {
        // The map has the defaults for every key.
        ModelSettings.Provider own = Objects.requireNonNull(settings.provider().get(prefix));
        Timeouts timeouts = new Timeouts(
                own.timeout().orElse(settings.timeout()),
                own.firstTokenTimeout().orElse(settings.firstTokenTimeout()));
        return new ProviderOptions(
                timeouts, own.stream().orElse(settings.stream()), own.streamUsage(), own.promptCacheKey());
    }

    /** The HTTP client, to be closed by whoever made it; the observer sees the head of every response. */
    public static ModelHttp http(ModelSettings settings, ResponseObserver observer) {
        return new ModelHttp(
                settings.connectTimeout(),
                new SizeLimits(settings.maxResponseBytes(), settings.maxStreamBytes()),
                Clock.systemUTC(),
                observer);
    }

    /**
     * The limits that are set, to be closed by whoever made them.
     *
     * @param ledgers what is shared with other processes
     * @param cap how many calls of one key may wait, unless the settings say
     */
    public static CallLimits limits(ModelSettings settings, Ledgers ledgers, WaitingCap cap, MeterRegistry registry) {
        KeyRulesFactory rules = new KeyRulesFactory(settings.limits(), settings.limiter(), cap);
        return new CallLimits(rules::of, ledgers, Clock.systemUTC(), registry);
    }

    private static RetryPolicy policy(ModelSettings.Retry retry) {
        return new RetryPolicy(
                retry.maxTries(), retry.minDelay(), retry.maxDelay(), retry.maxRetryAfter(), retry.maxDuration());
    }
}
