package org.openstrawberry.llm.mistral;

import java.util.List;
import java.util.Optional;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelProvider;
import org.openstrawberry.llm.http.Endpoint;
import org.openstrawberry.llm.provider.ProviderSetup;

/** Mistral. */
public final class MistralProvider implements ModelProvider {

    private static final String KEY = "MISTRAL_API_KEY";
    private static final String URL = "MISTRAL_BASE_URL";
    private static final String USUAL_URL = "https://api.mistral.ai/v1";

    private final ProviderSetup setup;

    /** The provider. */
    public MistralProvider(ProviderSetup setup) {
        this.setup = setup;
    }

    @Override
    public String prefix() {
        return "mistral";
    }

    @Override
    public List<String> missingVariables() {
        return setup.missing(KEY, endpoint().isPresent(), URL);
    }

    @Override
    public LanguageModel connect() {
        Endpoint endpoint = endpoint()
                .orElseThrow(() -> new ModelCallException(
                        ModelCallException.Code.MISSING_KEY, URL + " is not set to an http or https URL."));
        MistralDialect dialect = new MistralDialect(
                setup.http().builderFor(endpoint), endpoint.baseUrl().toString(), setup.required(KEY));
        return setup.model(dialect, endpoint, Optional.of(setup.required(KEY)));
    }

    private Optional<Endpoint> endpoint() {
        return setup.endpoint(prefix(), URL, USUAL_URL);
    }
}
