package org.openstrawberry.llm.anthropic;

import java.util.List;
import java.util.Optional;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelProvider;
import org.openstrawberry.llm.http.Endpoint;
import org.openstrawberry.llm.provider.ProviderSetup;

/** Anthropic. As in its own clients, {@code ANTHROPIC_BASE_URL} is without the {@code /v1}. */
public final class AnthropicProvider implements ModelProvider {

    private static final String KEY = "ANTHROPIC_API_KEY";
    private static final String URL = "ANTHROPIC_BASE_URL";
    private static final String USUAL_URL = "https://api.anthropic.com";

    private final ProviderSetup setup;

    /** The provider. */
    public AnthropicProvider(ProviderSetup setup) {
        this.setup = setup;
    }

    @Override
    public String prefix() {
        return "anthropic";
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
        String base = endpoint.baseUrl().toString();
        AnthropicDialect dialect = new AnthropicDialect(
                setup.http().builderFor(endpoint), base.endsWith("/v1") ? base : base + "/v1", setup.required(KEY));
        return setup.model(dialect, endpoint, Optional.of(setup.required(KEY)));
    }

    private Optional<Endpoint> endpoint() {
        return setup.endpoint(prefix(), URL, USUAL_URL);
    }
}
