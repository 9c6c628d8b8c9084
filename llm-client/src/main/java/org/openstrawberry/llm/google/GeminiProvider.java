package org.openstrawberry.llm.google;

import java.util.List;
import java.util.Optional;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelProvider;
import org.openstrawberry.llm.http.Endpoint;
import org.openstrawberry.llm.provider.ProviderSetup;

/** Google's Gemini models. */
public final class GeminiProvider implements ModelProvider {

    private static final String KEY = "GEMINI_API_KEY";
    private static final String URL = "GEMINI_BASE_URL";
    private static final String USUAL_URL = "https://generativelanguage.googleapis.com/v1beta";

    private final ProviderSetup setup;

    /** The provider. */
    public GeminiProvider(ProviderSetup setup) {
        this.setup = setup;
    }

    @Override
    public String prefix() {
        return "google";
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
        GeminiDialect dialect = new GeminiDialect(
                setup.http().builderFor(endpoint), endpoint.baseUrl().toString(), setup.required(KEY));
        return setup.model(dialect, endpoint, Optional.of(setup.required(KEY)));
    }

    private Optional<Endpoint> endpoint() {
        return setup.endpoint(prefix(), URL, USUAL_URL);
    }
}
