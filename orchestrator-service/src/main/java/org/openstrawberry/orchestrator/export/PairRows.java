package org.openstrawberry.orchestrator.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.openstrawberry.orchestrator.export.Message.Role;
import org.openstrawberry.orchestrator.export.TraceRows.Messages;

/**
 * Rows made of a correct and an incorrect trace of one problem.
 *
 * <p>Formats that let one assistant message differ get a row only of traces that part in one: of one turn each, or alike up
 * to a turn. System texts that differ make no difference to traces of one turn: the chosen one's stands for both.
 *
 * @see <a href="https://huggingface.co/docs/trl/dataset_formats">TRL, dataset formats</a>
 * @see <a href="https://platform.openai.com/docs/guides/direct-preference-optimization">OpenAI, preferences</a>
 * @see <a href="https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md">LLaMA-Factory, data</a>
 * @see <a href="https://docs.axolotl.ai/docs/rlhf.html">Axolotl, RLHF</a>
 */
final class PairRows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PairRows() {}

    /** One message that could be followed by either of two. */
    private record Fork(List<Message> before, String chosen, String rejected) {}

    /** {@code prompt}, and all that follows it in either trace. */
    static ObjectNode trl(Dialogue chosen, Dialogue rejected) {
        ObjectNode row = JSON.objectNode();
        row.set("prompt", Messages.of(chosen.opening()));
        row.set("chosen", Messages.of(chosen.continuation()));
        row.set("rejected", Messages.of(rejected.continuation()));
        return row;
    }

    /** {@code input}, {@code preferred_output} and {@code non_preferred_output}. */
    static Optional<ObjectNode> openAi(Dialogue chosen, Dialogue rejected) {
        return fork(chosen, rejected).map(fork -> {
            ObjectNode row = JSON.objectNode();
            row.putObject("input").set("messages", Messages.of(fork.before()));
            row.putArray("preferred_output").add(said(fork.chosen()));
            row.putArray("non_preferred_output").add(said(fork.rejected()));
            return row;
        });
    }

    /** {@code messages}, and {@code chosen} and {@code rejected} as one message each. */
    static Optional<ObjectNode> axolotl(Dialogue chosen, Dialogue rejected) {
        return fork(chosen, rejected).map(fork -> {
            ObjectNode row = JSON.objectNode();
            row.set("messages", Messages.of(fork.before()));
            row.set("chosen", said(fork.chosen()));
            row.set("rejected", said(fork.rejected()));
            return row;
        });
    }

    /** {@code conversations}, {@code chosen} and {@code rejected}; the system text in a column of its own. */
    static Optional<ObjectNode> llamaFactory(Dialogue chosen, Dialogue rejected) {
        return fork(chosen, rejected).map(fork -> {
            ObjectNode row = JSON.objectNode();
            ArrayNode conversations = row.putArray("conversations");
            for (Message message : fork.before()) {
                switch (message.role()) {
                    case SYSTEM -> row.put("system", message.content());
                    case USER -> conversations.add(from("human", message.content()));
                    case ASSISTANT -> conversations.add(from("gpt", message.content()));
                }
            }
            row.set("chosen", from("gpt", fork.chosen()));
            row.set("rejected", from("gpt", fork.rejected()));
            return row;
        });
    }

    private static Optional<Fork> fork(Dialogue chosen, Dialogue rejected) {
        if (chosen.exchanges().size() == 1 && rejected.exchanges().size() == 1) {
            return Optional.of(fork(chosen, rejected, 0));
        }
        return chosen.branchFrom(rejected).map(turn -> fork(chosen, rejected, turn));
    }

    private static Fork fork(Dialogue chosen, Dialogue rejected, int turn) {
        return new Fork(
                chosen.before(turn),
                chosen.exchanges().get(turn).reply(),
                rejected.exchanges().get(turn).reply());
    }

    private static ObjectNode said(String content) {
        return Messages.of(new Message(Role.ASSISTANT, content));
    }

    private static ObjectNode from(String who, String value) {
        return JSON.objectNode().put("from", who).put("value", value);
    }
}
