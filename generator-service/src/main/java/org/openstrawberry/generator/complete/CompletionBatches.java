package org.openstrawberry.generator.complete;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openstrawberry.store.outbox.StoredEvent;
import org.openstrawberry.store.turn.TurnCompletion;

/** Stores many ends of turns in one transaction and publishes their events after it. */
public final class CompletionBatches implements Function<List<TurnCompletion>, List<Boolean>> {
    private final Function<List<TurnCompletion>, List<StoredEvent>> store;
    private final Consumer<List<StoredEvent>> publisher;

    /**
     * Nothing stored yet.
     *
     * @param store one transaction; returns the events of the completions that were stored
     * @param publisher does not wait for the broker, and throws nothing
     */
    public CompletionBatches(
            Function<List<TurnCompletion>, List<StoredEvent>> store, Consumer<List<StoredEvent>> publisher) {
        this.store = store;
        this.publisher = publisher;
    }

    /**
     * Stores the completions.
     *
     * @return for each whether it was; not if its claim was overtaken, or it had been stored by an earlier try of the
     *     same batch whose outcome was not heard of
     */
    @Override
    public List<Boolean> apply(List<TurnCompletion> completions) {
        List<StoredEvent> events = store.apply(completions);
        publisher.accept(events);
        Set<UUID> stored = events.stream().map(StoredEvent::eventId).collect(Collectors.toUnmodifiableSet());
        return completions.stream()
                .map(completion -> stored.contains(completion.eventId()))
                .toList();
    }
}
