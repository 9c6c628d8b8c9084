package org.openstrawberry.orchestrator.api;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a list.
 *
 * @param next what to give as {@code cursor} to get the piece after it; null when this is the last
 */
@Schema(description = "A piece of a list")
public record Page<T>(
        List<T> items,

        @Schema(description = "Give it as cursor to get what follows; null at the end", nullable = true) @Nullable
        String next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * A page of one element more than was asked for, or fewer.
     *
     * @param found the elements, the one beyond the page last
     * @param cursor names the place of an element
     */
    static <T> Page<T> of(List<T> found, int limit, java.util.function.Function<T, String> cursor) {
        boolean more = found.size() > limit;
        List<T> items = more ? found.subList(0, limit) : found;
        Optional<String> next = more ? Optional.of(cursor.apply(items.getLast())) : Optional.empty();
        return new Page<>(items, next.orElse(null));
    }
}
