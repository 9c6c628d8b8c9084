package org.openstrawberry.llm.provider;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.Streaming;
import org.openstrawberry.llm.TokenListener;
import org.openstrawberry.llm.http.CallScope;
import org.openstrawberry.llm.http.Endpoint;
import org.openstrawberry.llm.http.ReplyReader;
import org.openstrawberry.llm.http.Timeouts;

/** All models of one endpoint. One call is one HTTP request. */
final class ProviderModel implements LanguageModel {

    /** Our client has the events read before it returns, so nobody calls this. */
    private static final StreamingChatResponseHandler UNUSED = new StreamingChatResponseHandler() {
        @Override
        public void onPartialResponse(String partialResponse) {}

        @Override
        public void onCompleteResponse(ChatResponse completeResponse) {}

        @Override
        public void onError(Throwable error) {}
    };

    private final Dialect dialect;
    private final Endpoint endpoint;
    private final ProviderOptions options;
    private final long longest;

    ProviderModel(Dialect dialect, Endpoint endpoint, ProviderOptions options, long longest) {
        this.dialect = dialect;
        this.endpoint = endpoint;
        this.options = options;
        this.longest = longest;
    }

    @Override
    public ModelReply call(ModelCall asked) {
        ModelCall call = options.stream() && asked.streaming() == null ? asked.streamed(Streaming.DEFAULT) : asked;
        Streaming streaming = call.streaming();
        TokenListener listener = streaming == null ? null : streaming.listener();
        ReplyDraft draft = new ReplyDraft(listener, longest);
        ReplyReader reader = dialect.reader(draft);
        ChatRequest request = request(call);
        if (listener != null) {
            listener.began();
        }
        CallScope scope = new CallScope(call.model(), call.context(), timeouts(call, streaming), reader);
        long start = System.nanoTime();
        ScopedValue.where(CallScope.CURRENT, scope).run(() -> send(call, request, reader));
        return draft.toReply(endpoint, Duration.ofNanos(System.nanoTime() - start));
    }

    private ChatRequest request(ModelCall call) {
        try {
            return dialect.request(call);
        } catch (IllegalArgumentException e) {
            throw new ModelCallException(
                    Code.BAD_REQUEST, "The conversation cannot be sent to " + endpoint + ": " + e.getMessage());
        }
    }

    private void send(ModelCall call, ChatRequest request, ReplyReader reader) {
        try {
            if (call.streaming() == null) {
                dialect.whole(call).chat(request);
            } else {
                dialect.streaming(call).chat(request, UNUSED);
            }
        } catch (ModelCallException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!reader.complete()) {
                throw e;
            }
            // The reply was read before langchain4j stumbled over it, as over a Gemini reply without candidates.
        }
        if (!reader.complete()) {
            throw new IllegalStateException("the reply was not read");
        }
    }

    private Timeouts timeouts(ModelCall call, @Nullable Streaming streaming) {
        Timeouts defaults = options.timeouts();
        Duration own = call.timeout();
        Duration total = own == null || own.compareTo(defaults.total()) > 0 ? defaults.total() : own;
        Duration firstToken =
                streaming == null || streaming.firstToken() == null ? defaults.firstToken() : streaming.firstToken();
        return new Timeouts(total, firstToken);
    }
}
