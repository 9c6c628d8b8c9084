package org.openstrawberry.llm.openai;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelProvider;
import org.openstrawberry.llm.http.Endpoint;
import org.openstrawberry.llm.provider.ProviderOptions;
import org.openstrawberry.llm.provider.ProviderSetup;

/**
 * OpenAI's models at Azure: the same protocol, with the deployment in the path, the API's version in the query and the
 * key in a header of its own. The deployment of {@code AZURE_OPENAI_DEPLOYMENT} serves whatever model is asked for;
 * without it, the model's name is the deployment's.
 */
public final class AzureProvider implements ModelProvider {

    private static final String KEY = "AZURE_OPENAI_API_KEY";
    private static final String ENDPOINT = "AZURE_OPENAI_ENDPOINT";
    private static final String DEPLOYMENT = "AZURE_OPENAI_DEPLOYMENT";
    private static final List<String> VERSIONS = List.of("OPENAI_API_VERSION", "AZURE_OPENAI_API_VERSION");
    private static final String DEFAULT_VERSION = "2024-10-21";

    /** Since when these are known; an older version answers 400 to what it does not know. */
    private static final String STREAM_OPTIONS_SINCE = "2024-09";

    private static final String CACHE_KEY_SINCE = "2025-04";

    /** The families that refuse {@code max_tokens}. */
    private static final Pattern NEW_TOKEN_LIMIT_NAME = Pattern.compile("(?i)(?:.*[-_/])?(?:o\\d|gpt-?[5-9]).*");

    private final ProviderSetup setup;

    /** The provider. */
    public AzureProvider(ProviderSetup setup) {
        this.setup = setup;
    }

    @Override
    public String prefix() {
        return "azure";
    }

    @Override
    public List<String> missingVariables() {
        return setup.missing(KEY, endpoint().isPresent(), ENDPOINT);
    }

    @Override
    public List<String> models() {
        return setup.variables().get(DEPLOYMENT).map(name -> prefix() + ":" + name).stream()
                .toList();
    }

    @Override
    public LanguageModel connect() {
        Endpoint endpoint = endpoint()
                .orElseThrow(() -> new ModelCallException(
                        ModelCallException.Code.MISSING_KEY, ENDPOINT + " is not set to an http or https URL."));
        ProviderOptions options = setup.options().apply(prefix());
        String version = version();
        boolean cacheKey = options.promptCacheKey() && version.compareTo(CACHE_KEY_SINCE) >= 0;
        OpenAiDialect dialect = new OpenAiDialect(clients(endpoint, version, options), this::takesNewName, cacheKey);
        return setup.model(dialect, endpoint, Optional.of(setup.required(KEY)));
    }

    private Function<String, OpenAiClients> clients(Endpoint endpoint, String version, ProviderOptions options) {
        boolean streamUsage = options.streamUsage() && version.compareTo(STREAM_OPTIONS_SINCE) >= 0;
        String key = setup.required(KEY);
        Function<String, OpenAiClients> of = deployment -> OpenAiClients.of(
                setup.http().builderFor(endpoint, WithoutStreamOptions.unless(streamUsage)),
                endpoint.baseUrl() + "/openai/deployments/" + URLEncoder.encode(deployment, StandardCharsets.UTF_8),
                null,
                Map.of("api-key", key),
                Map.of("api-version", version));
        return setup.variables()
                .get(DEPLOYMENT)
                .map(of)
                .<Function<String, OpenAiClients>>map(fixed -> _ -> fixed)
                .orElse(of);
    }

    private boolean takesNewName(String model) {
        return NEW_TOKEN_LIMIT_NAME
                .matcher(setup.variables().get(DEPLOYMENT).orElse(model))
                .matches();
    }

    private String version() {
        return VERSIONS.stream()
                .flatMap(name -> setup.variables().get(name).stream())
                .findFirst()
                .orElse(DEFAULT_VERSION);
    }

    private Optional<Endpoint> endpoint() {
        return setup.variables().get(ENDPOINT).flatMap(url -> Endpoint.parse(prefix(), url));
    }
}
