package org.openstrawberry.llm.provider;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import org.openstrawberry.llm.Message;

/** Our messages as those of langchain4j. */
public final class ChatMessages {

    /**
     * Stands for a reply that had no text, as one of which hidden reasoning used up all tokens: most providers refuse
     * empty messages.
     */
    public static final String NO_TEXT = "(no text)";

    private ChatMessages() {}

    /** One message. */
    public static ChatMessage of(Message message) {
        return switch (message) {
            case Message.SystemMessage(String text) -> SystemMessage.from(text);
            case Message.UserMessage(String text) -> UserMessage.from(text);
            case Message.AssistantMessage(String text) -> AiMessage.from(text.isBlank() ? NO_TEXT : text);
        };
    }
}
