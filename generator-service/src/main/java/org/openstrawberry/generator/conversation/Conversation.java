package org.openstrawberry.generator.conversation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.Message;
import org.openstrawberry.store.turn.Exchange;

/**
 * The messages of a call. Those of turn n + 1 begin with those of turn n and its reply, byte for byte, so that a
 * provider's prompt cache applies.
 */
public final class Conversation {
    private Conversation() {}

    /**
     * System text, earlier turns, new prompt.
     *
     * @param systemText null when the trace has none
     */
    public static List<Message> of(@Nullable String systemText, History history, String prompt) {
        List<Message> messages = new ArrayList<>(2 * history.exchanges().size() + 2);
        if (systemText != null) {
            messages.add(Message.system(systemText));
        }
        for (Exchange exchange : history.exchanges()) {
            messages.add(Message.user(exchange.prompt()));
            messages.add(Message.assistant(exchange.reply()));
        }
        messages.add(Message.user(prompt));
        return List.copyOf(messages);
    }
}
