package org.openstrawberry.llm.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.http.ReplyReader;

/**
 * How one provider is spoken with. langchain4j writes the requests; the replies are read by us, from what came over the
 * wire: its classes, where they do not hold a count, say zero, drop refusals, and join parts differently when streamed.
 */
public interface Dialect {

    /** The call as langchain4j takes it. */
    ChatRequest request(ModelCall call);

    /** langchain4j's model for a reply that comes as a whole; it does not try again. */
    ChatModel whole(ModelCall call);

    /** langchain4j's model for a streamed reply. */
    StreamingChatModel streaming(ModelCall call);

    /** Reads the provider's reply into the draft. */
    ReplyReader reader(ReplyDraft draft);
}
