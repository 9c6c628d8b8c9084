package org.openstrawberry.generator.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.Exchange;
import org.openstrawberry.store.turn.TurnHistory.Piece;

/**
 * Gets what the calls of a batch of turns need, from memory where it is known, and with one query for the histories
 * that are not. A first turn of a known run needs no query at all.
 */
public final class IngredientsReader {
    private static final int KNOWN_RUNS = 1_000;
    private static final int KNOWN_SYSTEM_TEXTS = 100;

    private final ConversationStore store;
    private final HistoryCache histories;
    private final Cache<UUID, RunSettings> settings =
            Caffeine.newBuilder().maximumSize(KNOWN_RUNS).build();
    private final Cache<String, String> systemTexts =
            Caffeine.newBuilder().maximumSize(KNOWN_SYSTEM_TEXTS).build();

    /** Nothing known but those histories. */
    public IngredientsReader(ConversationStore store, HistoryCache histories) {
        this.store = store;
        this.histories = histories;
    }

    /**
     * The ingredients of each turn, in the order of the turns.
     *
     * @param turns of different traces
     * @throws RuntimeException if something cannot be read; nothing is returned for the others either
     */
    public List<Ingredients> read(List<ClaimedTurn> turns) {
        Map<UUID, History> read = histories(turns);
        return turns.stream()
                .map(turn -> {
                    String id = turn.systemPromptId();
                    return new Ingredients(
                            settings.get(turn.runId(), store::settings),
                            id == null ? null : systemTexts.get(id, store::systemText),
                            read.getOrDefault(turn.traceId(), History.EMPTY));
                })
                .toList();
    }

    private Map<UUID, History> histories(List<ClaimedTurn> turns) {
        Map<UUID, History> complete = new HashMap<>();
        Map<Piece, History> missing = new HashMap<>();
        for (ClaimedTurn turn : turns) {
            History known = histories.find(turn.traceId(), turn.index()).orElse(History.EMPTY);
            if (known.before() == turn.index()) {
                complete.put(turn.traceId(), known);
            } else {
                missing.put(new Piece(turn.traceId(), known.before(), turn.index()), known);
            }
        }
        if (!missing.isEmpty()) {
            Map<UUID, List<Exchange>> loaded = store.exchanges(List.copyOf(missing.keySet()));
            missing.forEach((piece, known) -> {
                History whole = known.extended(loaded.getOrDefault(piece.traceId(), List.of()), piece.before());
                histories.put(piece.traceId(), whole);
                complete.put(piece.traceId(), whole);
            });
        }
        return complete;
    }
}
