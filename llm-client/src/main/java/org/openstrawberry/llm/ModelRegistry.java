package org.openstrawberry.llm;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The models that can be called, by name. One connection is kept for each provider, whatever number of models it serves. */
public final class ModelRegistry {

    private final Map<String, ModelProvider> providers = new LinkedHashMap<>();
    private final Map<String, LanguageModel> connections = new ConcurrentHashMap<>();

    /**
     * A registry of these providers, listed in this order.
     *
     * @throws IllegalArgumentException if two have the same prefix
     */
    public ModelRegistry(Collection<? extends ModelProvider> providers) {
        for (ModelProvider provider : providers) {
            if (this.providers.put(provider.prefix(), provider) != null) {
                throw new IllegalArgumentException("two providers have the prefix " + provider.prefix());
            }
        }
    }

    /** Every known provider and whether it can be used. */
    public List<ProviderStatus> providers() {
        return providers.values().stream()
                .map(provider -> new ProviderStatus(provider.prefix(), provider.missingVariables(), provider.models()))
                .toList();
    }

    /**
     * Reads a model's name and checks that its provider is known and configured; whether the provider has that very
     * model shows in the first call.
     *
     * @throws ModelRejectedException if not; the message lists the known prefixes or names the missing variable
     */
    public ModelName validate(String text) {
        ModelName name = ModelName.parse(text, providers.keySet());
        List<String> missing =
                provider(name).map(ModelProvider::missingVariables).orElse(List.of());
        if (!missing.isEmpty()) {
            throw new ModelRejectedException(
                    ModelRejectedException.Reason.MISSING_VARIABLE, missingMessage(name, missing));
        }
        return name;
    }

    /**
     * The model of that name.
     *
     * @throws ModelCallException with {@code UNKNOWN_MODEL} if no provider has the prefix, {@code MISSING_KEY} if a
     *     variable of the provider is missing
     */
    public LanguageModel resolve(ModelName name) {
        LanguageModel known = connections.get(name.provider());
        return known != null ? known : connections.computeIfAbsent(name.provider(), prefix -> connect(name));
    }

    private LanguageModel connect(ModelName name) {
        ModelProvider provider = provider(name)
                .orElseThrow(() -> new ModelCallException(
                        ModelCallException.Code.UNKNOWN_MODEL,
                        "There is no provider \"" + name.provider() + "\". Known prefixes: "
                                + String.join(", ", providers.keySet()) + "."));
        List<String> missing = provider.missingVariables();
        if (!missing.isEmpty()) {
            throw new ModelCallException(ModelCallException.Code.MISSING_KEY, missingMessage(name, missing));
        }
        return provider.connect();
    }

    private Optional<ModelProvider> provider(ModelName name) {
        return Optional.ofNullable(providers.get(name.provider()));
    }

    private static String missingMessage(ModelName name, List<String> missing) {
        boolean one = missing.size() == 1;
        return "The provider \"" + name.provider() + "\" needs the variable" + (one ? " " : "s ")
                + String.join(" and ", missing) + ", which " + (one ? "is" : "are")
                + " not set to a usable value. Set " + (one ? "it" : "them")
                + " in the environment or in .env, and start the services again.";
    }
}
