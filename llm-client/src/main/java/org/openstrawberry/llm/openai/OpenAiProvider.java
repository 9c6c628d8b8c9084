package org.openstrawberry.llm.openai;

import dev.langchain4j.model.openai.OpenAiChatModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelProvider;
import org.openstrawberry.llm.Variables;
import org.openstrawberry.llm.http.Endpoint;
import org.openstrawberry.llm.http.ModelGuard;
import org.openstrawberry.llm.http.ModelHttp;

/** A provider that speaks the OpenAI protocol: OpenAI itself, Groq, Ollama, vLLM. */
public final class OpenAiProvider implements ModelProvider {

    private static final String DUMMY_KEY = "not-needed";

    private final OpenAiProtocol protocol;
    private final Variables variables;
    private final ModelHttp http;
    private final Duration timeout;
    private final ModelGuard guard;

    private OpenAiProvider(
            OpenAiProtocol protocol, Variables variables, ModelHttp http, Duration timeout, ModelGuard guard) {
        this.protocol = protocol;
        this.variables = variables;
        this.http = http;
        this.timeout = timeout;
        this.guard = guard;
    }

    /**
     * Every provider of this kind.
     *
     * @param variables keys and addresses
     * @param http the shared client
     * @param timeout longest duration of one try, for calls that bring none
     * @param guard what is put around each model
     */
    public static List<OpenAiProvider> all(Variables variables, ModelHttp http, Duration timeout, ModelGuard guard) {
        return OpenAiProtocol.ALL.stream()
                .map(protocol -> new OpenAiProvider(protocol, variables, http, timeout, guard))
                .toList();
    }

    @Override
    public String prefix() {
        return protocol.prefix();
    }

    @Override
    public Optional<String> missingVariable() {
        if (protocol.keyUse() == OpenAiProtocol.KeyUse.REQUIRED
                && variables.get(protocol.keyVariable()).isEmpty()) {
            return Optional.of(protocol.keyVariable());
        }
        return endpoint().isEmpty() ? Optional.of(protocol.urlVariable()) : Optional.empty();
    }

    @Override
    public LanguageModel connect() {
        Endpoint endpoint = endpoint()
                .orElseThrow(() -> new ModelCallException(
                        ModelCallException.Code.MISSING_KEY,
                        protocol.urlVariable() + " is not set to an http or https URL."));
        OpenAiChatModel.OpenAiChatModelBuilder builder = OpenAiChatModel.builder()
                .httpClientBuilder(http.builderFor(endpoint))
                .baseUrl(endpoint.baseUrl().toString())
                .maxRetries(0);
        key().ifPresent(builder::apiKey);
        // OpenAI's newest models refuse max_tokens; the servers that copy its protocol may not know the new name.
        boolean newName = endpoint.baseUrl().toString().equals(OpenAiProtocol.OPENAI_URL);
        return guard.around(new OpenAiModel(builder.build(), endpoint, timeout, newName), endpoint, key());
    }

    private Optional<Endpoint> endpoint() {
        return variables
                .get(protocol.urlVariable())
                .or(() -> Optional.ofNullable(protocol.defaultUrl()))
                .flatMap(url -> Endpoint.parse(protocol.prefix(), url));
    }

    private Optional<String> key() {
        Optional<String> key = variables.get(protocol.keyVariable());
        return protocol.keyUse() == OpenAiProtocol.KeyUse.DUMMY ? key.or(() -> Optional.of(DUMMY_KEY)) : key;
    }
}
