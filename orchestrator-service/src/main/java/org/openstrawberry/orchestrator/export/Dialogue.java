package org.openstrawberry.orchestrator.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstrawberry.orchestrator.export.Message.Role;
import org.openstrawberry.store.turn.Exchange;

/**
 * What was said in a trace.
 *
 * @param system the system text, if it has one
 * @param exchanges its answered turns in order, at least one
 */
public record Dialogue(Optional<String> system, List<Exchange> exchanges) {
    /** Copies the list. */
    public Dialogue {
        exchanges = List.copyOf(exchanges);
    }

    /** The system text and the first prompt: what there is before the model says anything. */
    public List<Message> opening() {
        return before(0);
    }

    /** Everything before the reply of that turn. */
    public List<Message> before(int turn) {
        List<Message> messages = new ArrayList<>();
        system.ifPresent(text -> messages.add(new Message(Role.SYSTEM, text)));
        for (Exchange exchange : exchanges.subList(0, turn)) {
            messages.add(new Message(Role.USER, exchange.prompt()));
            messages.add(new Message(Role.ASSISTANT, exchange.reply()));
        }
        messages.add(new Message(Role.USER, exchanges.get(turn).prompt()));
        return List.copyOf(messages);
    }

    /** What follows the opening: the first reply, and the later prompts and replies. */
    public List<Message> continuation() {
        return all().subList(opening().size(), all().size());
    }

    /** Everything. */
    public List<Message> all() {
        List<Message> messages = new ArrayList<>(before(exchanges.size() - 1));
        messages.add(new Message(Role.ASSISTANT, exchanges.getLast().reply()));
        return List.copyOf(messages);
    }

    /**
     * The first turn whose replies differ although everything before is the same in both; empty when their system texts or
     * a prompt before that differ, or all of the shorter one is in the longer one.
     */
    public Optional<Integer> branchFrom(Dialogue other) {
        if (!system.equals(other.system)) {
            return Optional.empty();
        }
        int turns = Math.min(exchanges.size(), other.exchanges.size());
        for (int turn = 0; turn < turns; turn++) {
            Exchange mine = exchanges.get(turn);
            Exchange its = other.exchanges.get(turn);
            if (!mine.prompt().equals(its.prompt())) {
                return Optional.empty();
            }
            if (!mine.reply().equals(its.reply())) {
                return Optional.of(turn);
            }
        }
        return Optional.empty();
    }
}
