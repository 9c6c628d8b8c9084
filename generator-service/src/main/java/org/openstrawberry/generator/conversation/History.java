package org.openstrawberry.generator.conversation;

import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.store.turn.Exchange;

/**
 * The answered turns of a trace before one of its turns, in order.
 *
 * @param before index of the turn that comes next
 */
public record History(int before, List<Exchange> exchanges) {

    /** Nothing was said yet. */
    public static final History EMPTY = new History(0, List.of());

    /** Rough size of an entry's objects without their characters. */
    private static final int OVERHEAD_BYTES = 160;

    /** Keeps an unchangeable copy. */
    public History {
        exchanges = List.copyOf(exchanges);
    }

    /** Whether every turn before the next one was answered, so that nothing can be added in between later. */
    public boolean isComplete() {
        return exchanges.size() == before;
    }

    /** With later exchanges, up to another next turn. */
    public History extended(List<Exchange> later, int newBefore) {
        List<Exchange> all = new ArrayList<>(exchanges.size() + later.size());
        all.addAll(exchanges);
        all.addAll(later);
        return new History(newBefore, all);
    }

    /** As it was before an earlier turn. */
    public History truncated(int newBefore) {
        return newBefore >= before
                ? this
                : new History(
                        newBefore,
                        exchanges.stream()
                                .filter(exchange -> exchange.index() < newBefore)
                                .toList());
    }

    /** About how much memory it takes, at most. */
    public long bytes() {
        return OVERHEAD_BYTES + exchanges.stream().mapToLong(History::bytes).sum();
    }

    private static long bytes(Exchange exchange) {
        return OVERHEAD_BYTES
                + 2L * (exchange.prompt().length() + exchange.reply().length());
    }
}
