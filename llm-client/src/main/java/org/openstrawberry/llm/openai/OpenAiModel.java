package org.openstrawberry.llm.openai;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.time.Duration;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.http.CallScope;
import org.openstrawberry.llm.http.Endpoint;

/** All models of one endpoint that speaks the OpenAI protocol. One call is one HTTP request. */
final class OpenAiModel implements LanguageModel {

    private final OpenAiChatModel model;
    private final Endpoint endpoint;
    private final Duration defaultTimeout;
    private final boolean newTokenLimitName;

    OpenAiModel(OpenAiChatModel model, Endpoint endpoint, Duration defaultTimeout, boolean newTokenLimitName) {
        this.model = model;
        this.endpoint = endpoint;
        this.defaultTimeout = defaultTimeout;
        this.newTokenLimitName = newTokenLimitName;
    }

    @Override
    public ModelReply call(ModelCall call) {
        ChatRequest request = OpenAiMessages.toRequest(call, newTokenLimitName);
        Duration timeout = call.timeout() == null ? defaultTimeout : call.timeout();
        long start = System.nanoTime();
        ChatResponse response = ScopedValue.where(CallScope.CURRENT, new CallScope(call.context(), timeout))
                .call(() -> send(request));
        return OpenAiMessages.toReply(endpoint, response, Duration.ofNanos(System.nanoTime() - start));
    }

    private ChatResponse send(ChatRequest request) {
        try {
            return model.chat(request);
        } catch (ModelCallException e) {
            throw e;
        } catch (ContentFilteredException e) {
            throw new ModelCallException(
                    ModelCallException.Code.CONTENT_FILTERED, "The model of " + endpoint + " refused to answer.");
        } catch (RuntimeException e) {
            // The exchange itself went well, else our client would have said so: what came back is not a reply. The
            // cause is left out because it may quote the response.
            throw new ModelCallException(
                    ModelCallException.Code.INVALID_RESPONSE,
                    "The response from " + endpoint + " is not a chat completion ("
                            + e.getClass().getSimpleName() + ").");
        }
    }
}
