package org.openstrawberry.llm.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.Variables;
import org.openstrawberry.llm.http.Endpoint;
import org.openstrawberry.llm.http.ModelGuard;
import org.openstrawberry.llm.http.ModelHttp;

/**
 * What every provider is made with.
 *
 * @param variables keys and addresses
 * @param http the shared client
 * @param options how a provider, given by its prefix, is called
 * @param guard limits and retries around a model that makes one request for each call
 */
public record ProviderSetup(
        Variables variables, ModelHttp http, Function<String, ProviderOptions> options, ModelGuard guard) {

    /** The value of a variable that must be set. */
    public String required(String variable) {
        return variables
                .get(variable)
                .orElseThrow(() -> new ModelCallException(
                        ModelCallException.Code.MISSING_KEY, variable + " is not set to a usable value."));
    }

    /**
     * The variables that a provider lacks.
     *
     * @param keyVariable null when it needs no key
     * @param addressed whether its address is known
     * @param urlVariable where that is otherwise looked for
     */
    public List<String> missing(@Nullable String keyVariable, boolean addressed, String urlVariable) {
        List<String> missing = new ArrayList<>();
        if (keyVariable != null && variables.get(keyVariable).isEmpty()) {
            missing.add(keyVariable);
        }
        if (!addressed) {
            missing.add(urlVariable);
        }
        return List.copyOf(missing);
    }

    /** Where a provider is reached: at the URL in the variable, or at its usual one. */
    public Optional<Endpoint> endpoint(String prefix, String urlVariable, String usualUrl) {
        return Endpoint.parse(prefix, variables.get(urlVariable).orElse(usualUrl));
    }

    /** A model that speaks this dialect with this endpoint, within the limits of the key, and tries again. */
    public LanguageModel model(Dialect dialect, Endpoint endpoint, Optional<String> key) {
        ProviderOptions own = options.apply(endpoint.provider());
        long longest = http.limits().response();
        return guard.around(new ProviderModel(dialect, endpoint, own, longest), endpoint, key);
    }
}
