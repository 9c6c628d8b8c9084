package org.openstrawberry.model.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Prompt;
import org.openstrawberry.micro.conversation.ReplyText;
import org.openstrawberry.micro.conversation.Turn;
import org.openstrawberry.micro.text.Control;
import org.openstrawberry.micro.text.Sequence;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.model.file.JsonLines;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.http.Fields;
import org.openstrawberry.model.template.ChatMessage;
import org.openstrawberry.model.template.ChatMessages;
import org.openstrawberry.model.template.ChatTemplate;
import org.openstrawberry.model.template.Dialogue;

/** Reads training files into sequences of tokens. */
final class TrainingFiles {
    private static final Tokenizer TOKENIZER = Tokenizer.standard();
    private static final int FEWEST = 10;

    private final int context;

    TrainingFiles(int context) {
        this.context = context;
    }

    /**
     * Two replies to one prompt.
     *
     * @param oneShot whether the whole working was asked for
     */
    record Pair(Sequence chosen, Sequence rejected, boolean oneShot) {}

    /**
     * Conversations to imitate. Replies with weight 0 are not learnt, nor steps that a later reply wrote anew; a line in which
     * nothing is left to learn is passed over.
     *
     * @throws ApiException if lines are wrong or too few
     */
    List<Sequence> demonstrations(Path file, String param) throws IOException {
        return read(file, param, this::demonstration);
    }

    /**
     * Preferences.
     *
     * @throws ApiException if lines are wrong or too few
     */
    List<Pair> pairs(Path file, String param) throws IOException {
        return read(file, param, this::pair);
    }

    private static <T> List<T> read(Path file, String param, Function<Fields, Optional<T>> reader) throws IOException {
        List<T> rows = new ArrayList<>();
        List<String> wrong = JsonLines.read(
                file, (ObjectNode line) -> reader.apply(new Fields(line, "")).ifPresent(rows::add));
        if (!wrong.isEmpty()) {
            throw ApiException.invalid(param, "invalid_" + param, JsonLines.message(param, wrong));
        }
        if (rows.size() < FEWEST) {
            throw ApiException.invalid(
                    param,
                    "invalid_n_examples",
                    "'" + param + "' has " + rows.size() + " example(s) to learn from, but must have at least " + FEWEST
                            + " examples.");
        }
        return rows;
    }

    private Optional<Sequence> demonstration(Fields line) {
        if (line.get("messages").isEmpty() && line.get("preferred_output").isPresent()) {
            throw ApiException.invalid(
                    null, "wrong_method", "a preference, which the method 'dpo' learns and not 'supervised'");
        }
        List<ChatMessage> messages = ChatMessages.read(line, "messages");
        List<Fields> raw = line.objects("messages", Integer.MAX_VALUE);
        Dialogue dialogue = ChatTemplate.read(messages)
                .orElseThrow(() -> ApiException.invalid("messages", "invalid_value", "no message is the user's"));
        Set<Turn> learnt = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < dialogue.messages().size(); i++) {
            Fields message = raw.get(dialogue.messages().get(i));
            if (message.integer("weight", 0, 1).orElse(1) == 1) {
                learnt.add(dialogue.conversation().turns().get(i));
            }
        }
        if (messages.stream().noneMatch(message -> message.role() == ChatMessage.Role.ASSISTANT)) {
            throw ApiException.invalid("messages", "invalid_value", "no message is the assistant's");
        }
        if (learnt.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(fitting(dialogue.conversation().sequence(TOKENIZER, learnt::contains)));
    }

    private Optional<Pair> pair(Fields line) {
        if (line.get("input").isEmpty() && line.get("messages").isPresent()) {
            throw ApiException.invalid(
                    null, "wrong_method", "a conversation, which the method 'supervised' learns and not 'dpo'");
        }
        Fields input = line.object("input").orElseThrow(() -> line.missing("input"));
        Dialogue dialogue = ChatTemplate.read(ChatMessages.read(input, "messages"))
                .orElseThrow(() -> ApiException.invalid("messages", "invalid_value", "no message is the user's"));
        String preferred = output(line, "preferred_output");
        String other = output(line, "non_preferred_output");
        return switch (dialogue.asked()) {
            case Dialogue.Reply(Prompt prompt) ->
                Optional.of(new Pair(
                        reply(dialogue.conversation(), prompt, preferred),
                        reply(dialogue.conversation(), prompt, other),
                        prompt == Prompt.SOLVE));
            // Doubts are answered from likelihood: there is nothing to learn.
            case Dialogue.Doubt() -> Optional.empty();
            case Dialogue.Nothing() ->
                throw ApiException.invalid("input", "invalid_value", "the last message of 'input' must be the user's");
        };
    }

    private static String output(Fields line, String name) {
        List<ChatMessage> messages = ChatMessages.read(line, name);
        if (messages.size() != 1 || messages.getFirst().role() != ChatMessage.Role.ASSISTANT) {
            throw ApiException.invalid(name, "invalid_value", "'" + name + "' must be one message of the assistant");
        }
        return ReplyText.read(messages.getFirst().content().strip());
    }

    private Sequence reply(Conversation conversation, Prompt prompt, String text) {
        int[] reply = TOKENIZER.encode(text);
        int[] ended = Arrays.copyOf(reply, reply.length + 1);
        ended[reply.length] = Control.END.id();
        return fitting(Sequence.of(conversation.ask(prompt, TOKENIZER), ended));
    }

    private Sequence fitting(Sequence sequence) {
        if (sequence.length() > context) {
            throw ApiException.invalid(
                    null,
                    "context_length_exceeded",
                    "too long: " + sequence.length() + " tokens, more than the context of " + context);
        }
        return sequence;
    }
}
