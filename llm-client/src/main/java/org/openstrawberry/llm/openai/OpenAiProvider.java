package org.openstrawberry.llm.openai;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelProvider;
import org.openstrawberry.llm.http.Endpoint;
import org.openstrawberry.llm.provider.ModelList;
import org.openstrawberry.llm.provider.ProviderOptions;
import org.openstrawberry.llm.provider.ProviderSetup;

/** A provider that speaks the OpenAI protocol: OpenAI itself, Groq, Ollama, vLLM and the embedded model. */
public final class OpenAiProvider implements ModelProvider {

    private static final String DUMMY_KEY = "not-needed";

    private final OpenAiProtocol protocol;
    private final ProviderSetup setup;

    private OpenAiProvider(OpenAiProtocol protocol, ProviderSetup setup) {
        this.protocol = protocol;
        this.setup = setup;
    }

    /** OpenAI itself, or what stands at {@code OPENAI_BASE_URL}. */
    public static OpenAiProvider openAi(ProviderSetup setup) {
        return new OpenAiProvider(OpenAiProtocol.OPENAI, setup);
    }

    /** The others. */
    public static List<OpenAiProvider> others(ProviderSetup setup) {
        return OpenAiProtocol.OTHERS.stream()
                .map(protocol -> new OpenAiProvider(protocol, setup))
                .toList();
    }

    @Override
    public String prefix() {
        return protocol.prefix();
    }

    @Override
    public List<String> missingVariables() {
        String required = protocol.keyUse() == OpenAiProtocol.KeyUse.REQUIRED ? protocol.keyVariable() : null;
        return setup.missing(required, endpoint().isPresent(), protocol.urlVariable());
    }

    @Override
    public List<String> models() {
        return ModelList.named(setup.variables(), protocol.prefix(), protocol.modelsVariable());
    }

    @Override
    public LanguageModel connect() {
        Endpoint endpoint = endpoint()
                .orElseThrow(() -> new ModelCallException(
                        ModelCallException.Code.MISSING_KEY,
                        protocol.urlVariable() + " is not set to an http or https URL."));
        ProviderOptions options = setup.options().apply(prefix());
        OpenAiClients clients = OpenAiClients.of(
                setup.http().builderFor(endpoint, WithoutStreamOptions.unless(options.streamUsage())),
                endpoint.baseUrl().toString(),
                key().orElse(null),
                Map.of(),
                Map.of());
        // OpenAI's newest models refuse max_tokens; the servers that copy its protocol may not know the new name.
        boolean newName = endpoint.baseUrl().toString().equals(OpenAiProtocol.OPENAI_URL);
        boolean cacheKey = protocol.cacheKey() && options.promptCacheKey();
        return setup.model(new OpenAiDialect(_ -> clients, _ -> newName, cacheKey), endpoint, key());
    }

    private Optional<Endpoint> endpoint() {
        return setup.variables()
                .get(protocol.urlVariable())
                .or(() -> Optional.ofNullable(protocol.defaultUrl()))
                .flatMap(url -> Endpoint.parse(protocol.prefix(), url));
    }

    private Optional<String> key() {
        Optional<String> key = Optional.ofNullable(protocol.keyVariable())
                .flatMap(variable -> setup.variables().get(variable));
        return protocol.keyUse() == OpenAiProtocol.KeyUse.DUMMY ? key.or(() -> Optional.of(DUMMY_KEY)) : key;
    }
}
