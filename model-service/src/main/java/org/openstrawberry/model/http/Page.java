package org.openstrawberry.model.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items of the part
 * @param more whether others follow
 */
public record Page<T>(List<T> items, boolean more) {

    /** Keeps a copy of the list. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * So many items behind the one of an id; from the beginning if there is no id.
     *
     * @throws ApiException if there is no item of that id
     */
    public static <T> Page<T> of(List<T> all, Function<T, String> id, @Nullable String after, int limit) {
        int from = 0;
        if (after != null) {
            from = all.stream().map(id).toList().indexOf(after) + 1;
            if (from == 0) {
                throw ApiException.invalid("after", "invalid_value", "Invalid 'after': there is no '" + after + "'.");
            }
        }
        int to = Math.min(all.size(), from + limit);
        return new Page<>(all.subList(from, to), to < all.size());
    }

    /**
     * The number of items that a query asks for.
     *
     * @throws ApiException if it is no number from 1 to the most
     */
    public static int limit(@Nullable String given, int usual, int most) {
        if (given == null) {
            return usual;
        }
        if (!given.matches("\\d{1,6}") || Integer.parseInt(given) < 1 || Integer.parseInt(given) > most) {
            throw ApiException.invalid("limit", "invalid_value", "Invalid 'limit': a number from 1 to " + most + ".");
        }
        return Integer.parseInt(given);
    }

    /** Adds to a body what a client needs to go on. */
    public ObjectNode describe(ObjectNode body, Function<T, String> id) {
        body.put("first_id", items.isEmpty() ? null : id.apply(items.getFirst()));
        body.put("last_id", items.isEmpty() ? null : id.apply(items.getLast()));
        return body.put("has_more", more);
    }
}
