package org.openstrawberry.llm.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCallListener;
import org.openstrawberry.llm.ModelProvider;
import org.openstrawberry.llm.ModelRegistry;
import org.openstrawberry.llm.Variables;
import org.openstrawberry.llm.http.ModelHttp;
import org.openstrawberry.llm.openai.OpenAiProvider;
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
     * @param recordings what {@code replay} serves
     * @param listeners who hears of retries
     */
    public static ModelRegistry standard(
            ModelSettings settings,
            Variables variables,
            ModelHttp http,
            Recordings recordings,
            List<ModelCallListener> listeners) {
        RetryPolicy policy = policy(settings.retry());
        UnaryOperator<LanguageModel> retrying = once -> new RetryingModel(once, policy, listeners);
        List<ModelProvider> providers =
                new ArrayList<>(OpenAiProvider.all(variables, http, settings.timeout(), retrying));
        providers.add(new ReplayProvider(recordings, retrying));
        return new ModelRegistry(providers);
    }

    private static RetryPolicy policy(ModelSettings.Retry retry) {
        return new RetryPolicy(
                retry.maxTries(), retry.minDelay(), retry.maxDelay(), retry.maxRetryAfter(), retry.maxDuration());
    }
}
