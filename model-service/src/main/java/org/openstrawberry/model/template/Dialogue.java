package org.openstrawberry.model.template;

import java.util.List;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Prompt;

/**
 * A chat as the model knows conversations.
 *
 * @param conversation the problem and the turns that stand; a step that was written anew has replaced the old one
 * @param messages for each of the turns, the index of the assistant's message that it came from
 * @param asked what is asked for now
 */
public record Dialogue(Conversation conversation, List<Integer> messages, Asked asked) {

    /** Keeps a copy of the list. */
    public Dialogue {
        messages = List.copyOf(messages);
    }

    /** What is asked for. */
    public sealed interface Asked {}

    /** A reply. */
    public record Reply(Prompt prompt) implements Asked {}

    /** Whether the steps so far are right. */
    public record Doubt() implements Asked {}

    /** Nothing: the assistant has the last word. */
    public record Nothing() implements Asked {}
}
