package org.openstrawberry.llm;

/** One message of a conversation, in the roles that every provider has. */
public sealed interface Message {

    /** What was said. */
    String text();

    /** The rules of the conversation; at most one, in front. */
    record SystemMessage(String text) implements Message {}

    /** What the user says. */
    record UserMessage(String text) implements Message {}

    /** What the model answered before. */
    record AssistantMessage(String text) implements Message {}

    /** A system message. */
    static Message system(String text) {
        return new SystemMessage(text);
    }

    /** A user's message. */
    static Message user(String text) {
        return new UserMessage(text);
    }

    /** A model's message. */
    static Message assistant(String text) {
        return new AssistantMessage(text);
    }
}
