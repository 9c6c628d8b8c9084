package org.openstrawberry.orchestrator.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.openstrawberry.store.turn.Exchange;

/**
 * Rows made of one trace. What a format leaves out of the loss is the trainer's to know: TRL's {@code sft} trains on all
 * messages unless {@code assistant_only_loss} is set, and its {@code trl-kto} counts the user's turns within a completion.
 *
 * @see <a href="https://huggingface.co/docs/trl/dataset_formats">TRL, dataset formats</a>
 * @see <a href="https://platform.openai.com/docs/api-reference/fine-tuning/chat-input">OpenAI, chat input</a>
 */
final class TraceRows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TraceRows() {}

    /** {@code {"messages": [...]}}. */
    static ObjectNode sft(ExportedTrace trace) {
        ObjectNode row = JSON.objectNode();
        row.set("messages", Messages.of(trace.dialogue().all()));
        return row;
    }

    /** The same with a weight of 1 for what the assistant says, which the others cannot have. */
    static ObjectNode openAiSft(ExportedTrace trace) {
        ObjectNode row = sft(trace);
        row.withArray("messages").forEach(message -> {
            if (message.path("role").asText().equals("assistant")) {
                ((ObjectNode) message).put("weight", 1);
            }
        });
        return row;
    }

    /** {@code {"prompt": [...], "completion": [...], "label": true}}; empty for a trace that is neither right nor wrong. */
    static Optional<ObjectNode> kto(ExportedTrace trace) {
        if (!trace.isCorrect() && !trace.isIncorrect()) {
            return Optional.empty();
        }
        ObjectNode row = JSON.objectNode();
        row.set("prompt", Messages.of(trace.dialogue().opening()));
        row.set("completion", Messages.of(trace.dialogue().continuation()));
        row.put("label", trace.isCorrect());
        return Optional.of(row);
    }

    /**
     * {@code {"prompt": "...", "completions": [...], "labels": [...]}}. All steps of a correct trace are right. Of an
     * incorrect one those before the first wrong turn are, which a critic has to have named; empty otherwise.
     */
    static Optional<ObjectNode> stepwise(ExportedTrace trace) {
        OptionalInt wrong = trace.firstWrongTurn();
        if (!trace.isCorrect() && (!trace.isIncorrect() || wrong.isEmpty())) {
            return Optional.empty();
        }
        int right = trace.isCorrect() ? Integer.MAX_VALUE : wrong.orElseThrow();
        ObjectNode row = JSON.objectNode();
        row.put("prompt", trace.problem());
        ArrayNode completions = row.putArray("completions");
        ArrayNode labels = row.putArray("labels");
        for (Exchange exchange : trace.dialogue().exchanges()) {
            completions.add(exchange.reply());
            labels.add(exchange.index() < right);
        }
        return Optional.of(row);
    }

    /** Everything that is known of a trace. */
    static ObjectNode whole(ExportedTrace trace) {
        ObjectNode row = JSON.objectNode();
        row.put("trace", trace.id().toString());
        row.put("problem", trace.problemId().toString());
        row.put("position", trace.position());
        row.put("sample", trace.sample());
        row.put("prompt", trace.problem());
        row.put("groundTruth", trace.groundTruth().orElse(null));
        row.set("messages", Messages.of(trace.dialogue().all()));
        ArrayNode titles = row.putArray("titles");
        trace.titles().forEach(titles::add);
        row.put("endReason", trace.endReason().name());
        row.put("answer", trace.answer().orElse(null));
        row.put("verdict", trace.verdict().map(Enum::name).orElse(null));
        row.put("rule", trace.rule().orElse(null));
        row.put("inputTokens", trace.inputTokens());
        row.put("outputTokens", trace.outputTokens());
        row.put("cost", trace.cost().orElse(null));
        return row;
    }

    /** Messages as all formats but LLaMA-Factory's write them. */
    static final class Messages {
        private Messages() {}

        static ArrayNode of(List<Message> messages) {
            ArrayNode array = JSON.arrayNode();
            messages.forEach(message -> array.add(of(message)));
            return array;
        }

        static ObjectNode of(Message message) {
            ObjectNode node = JSON.objectNode();
            node.put(
                    "role",
                    switch (message.role()) {
                        case SYSTEM -> "system";
                        case USER -> "user";
                        case ASSISTANT -> "assistant";
                    });
            node.put("content", message.content());
            return node;
        }
    }
}
