package org.openstrawberry.verifier.reply;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The outermost elements of a reply. What stands inside one of them, such as a verdict quoted in the critique or drafted
 * while thinking, is part of its text and nothing else.
 */
final class ReplyElements {

    /** The elements that are known. */
    enum Name {
        VERDICT,
        SCORE,
        FIRST_WRONG_TURN,
        CRITIQUE,
        CALCULATION,
        LOGIC,
        CONSISTENCY,
        CONDITIONS,
        THINK,
        THINKING;

        private final String opening = "<" + name().toLowerCase(Locale.ROOT) + ">";
        private final String closing = "</" + name().toLowerCase(Locale.ROOT) + ">";
    }

    private final Map<Name, List<String>> texts = new EnumMap<>(Name.class);
    private final boolean unclosed;

    private ReplyElements(String reply) {
        String lower = reply.toLowerCase(Locale.ROOT);
        if (lower.length() != reply.length()) {
            // A few letters change their length with their case; offsets would no longer fit.
            lower = reply;
        }
        int at = 0;
        boolean open = false;
        while (true) {
            int start = lower.indexOf('<', at);
            if (start < 0) {
                break;
            }
            Optional<Name> name = nameAt(lower, start);
            if (name.isEmpty()) {
                at = start + 1;
                continue;
            }
            int from = start + name.get().opening.length();
            int to = lower.indexOf(name.get().closing, from);
            if (to < 0) {
                open = true;
                break;
            }
            texts.computeIfAbsent(name.get(), _ -> new ArrayList<>())
                    .add(reply.substring(from, to).strip());
            at = to + name.get().closing.length();
        }
        this.unclosed = open;
    }

    static ReplyElements of(String reply) {
        return new ReplyElements(reply);
    }

    /** Whether an element is opened and never closed, as in a reply that was cut. */
    boolean isUnclosed() {
        return unclosed;
    }

    /** Whether the name occurs with different texts. */
    boolean differs(Name name) {
        return all(name).stream()
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .distinct()
                        .count()
                > 1;
    }

    /** The text of the last element of that name, if it holds any. */
    Optional<String> last(Name name) {
        List<String> all = all(name);
        return all.isEmpty() || all.getLast().isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    private List<String> all(Name name) {
        return texts.getOrDefault(name, List.of());
    }

    private static Optional<Name> nameAt(String lower, int start) {
        for (Name name : Name.values()) {
            if (lower.startsWith(name.opening, start)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
