package org.openstrawberry.model.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Prompt;
import org.openstrawberry.micro.conversation.ReplyText;
import org.openstrawberry.model.template.ChatMessage.Role;

/**
 * Maps chats to conversations. The first user message is the problem. A system text that speaks of {@code turn_title} asks
 * for one step in each reply; without one the whole working is asked for. Later user messages ask for a step, for the answer
 * or whether all is right. Where the whole working was asked for, another question with numbers in it is a new problem.
 */
public final class ChatTemplate {
    private static final String STEP_BY_STEP = "turn_title";
    private static final Pattern HEADING = Pattern.compile("Step (\\d): ");

    private final List<ChatMessage> messages;
    private final boolean stepByStep;
    private final List<Integer> origins = new ArrayList<>();
    private @Nullable Conversation conversation;
    private Dialogue.Asked asked = new Dialogue.Nothing();

    private ChatTemplate(List<ChatMessage> messages) {
        this.messages = messages;
        stepByStep = messages.stream()
                .anyMatch(message ->
                        message.role() == Role.SYSTEM && message.content().contains(STEP_BY_STEP));
    }

    /** The conversation of a chat; empty if no user says anything. */
    public static Optional<Dialogue> read(List<ChatMessage> messages) {
        return new ChatTemplate(messages).read();
    }

    private Optional<Dialogue> read() {
        for (int i = 0; i < messages.size(); i++) {
            ChatMessage message = messages.get(i);
            switch (message.role()) {
                case SYSTEM -> {}
                case USER -> user(message.content().strip());
                case ASSISTANT -> assistant(ReplyText.read(message.content().strip()), i);
            }
        }
        return Optional.ofNullable(conversation).map(known -> new Dialogue(known, origins, asked));
    }

    private void user(String text) {
        if (conversation == null || (!stepByStep && UserText.isProblem(text))) {
            conversation = Conversation.about(text);
            origins.clear();
            asked = new Dialogue.Reply(stepByStep ? Prompt.NEXT : Prompt.SOLVE);
            return;
        }
        asked = switch (UserText.of(text)) {
            case NEXT -> new Dialogue.Reply(Prompt.NEXT);
            case CHECK -> new Dialogue.Reply(Prompt.CHECK);
            case DOUBT -> conversation.turns().isEmpty() ? new Dialogue.Reply(Prompt.NEXT) : new Dialogue.Doubt();
        };
    }

    private void assistant(String reply, int message) {
        Conversation known = conversation;
        if (known == null) {
            return;
        }
        switch (asked) {
            case Dialogue.Reply(Prompt prompt) -> {
                conversation = known.with(prompt, reply);
                origins.add(message);
            }
            case Dialogue.Doubt() -> replace(known, reply, message);
            case Dialogue.Nothing() -> {}
        }
        asked = new Dialogue.Nothing();
    }

    /** A reply to a doubt that has a step writes that step anew: the old one and what followed are void. */
    private void replace(Conversation known, String reply, int message) {
        Matcher heading = HEADING.matcher(reply);
        if (!heading.find()) {
            return;
        }
        for (int i = 0; i < known.turns().size(); i++) {
            if (known.turns().get(i).reply().contains(heading.group())) {
                conversation = known.before(i).with(known.turns().get(i).prompt(), reply);
                origins.subList(i, origins.size()).clear();
                origins.add(message);
                return;
            }
        }
    }
}
