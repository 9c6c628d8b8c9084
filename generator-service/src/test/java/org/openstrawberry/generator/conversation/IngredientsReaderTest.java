package org.openstrawberry.generator.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openstrawberry.generator.SampleTurns;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.turn.Exchange;
import org.openstrawberry.store.turn.TurnHistory.Piece;

class IngredientsReaderTest {
    private static final UUID TRACE = UUID.randomUUID();

    private final List<String> asked = new ArrayList<>();
    private final HistoryCache histories = new HistoryCache(1 << 20);
    private final IngredientsReader reader = new IngredientsReader(new CountingStore(), histories);

    /** Knows every exchange of every trace, and what it was asked for. */
    private final class CountingStore implements ConversationStore {
        @Override
        public RunSettings settings(UUID runId) {
            asked.add("settings");
            return SampleTurns.settings(60);
        }

        @Override
        public String systemText(String id) {
            asked.add("system " + id);
            return "text of " + id;
        }

        @Override
        public Map<UUID, List<Exchange>> exchanges(List<Piece> pieces) {
            Map<UUID, List<Exchange>> found = new HashMap<>();
            for (Piece piece : pieces) {
                asked.add("turns " + piece.from() + " to " + piece.before());
                found.put(
                        piece.traceId(),
                        IntStream.range(piece.from(), piece.before())
                                .mapToObj(SampleTurns::exchange)
                                .toList());
            }
            return found;
        }
    }

    private History read(int index) {
        return reader.read(List.of(SampleTurns.turn(TRACE, index, null)))
                .getFirst()
                .history();
    }

    @Test
    void shouldAskNothingForFirstTurnsOfAKnownRun() {
        // given
        read(0);
        asked.clear();

        // when
        List<Ingredients> read = reader.read(SampleTurns.turns(50));

        // then
        assertThat(asked).isEmpty();
        assertThat(read).hasSize(50).allSatisfy(its -> assertThat(its.history()).isEqualTo(History.EMPTY));
    }

    @Test
    void shouldReadTheSystemTextOnce() {
        // when
        Ingredients first =
                reader.read(List.of(SampleTurns.turn(TRACE, 0, "rules/1"))).getFirst();
        reader.read(List.of(SampleTurns.turn(UUID.randomUUID(), 0, "rules/1")));

        // then
        assertThat(first.systemText()).isEqualTo("text of rules/1");
        assertThat(asked).containsExactlyInAnyOrder("settings", "system rules/1");
    }

    @Test
    void shouldReadOnlyTheTurnsItLacks() {
        // given
        assertThat(read(3)).isEqualTo(SampleTurns.history(3));
        asked.clear();

        // when / then
        assertThat(read(5)).isEqualTo(SampleTurns.history(5));
        assertThat(asked).containsExactly("turns 3 to 5");
    }

    @Test
    void shouldReadNothingWhenItsOwnTurnsAreAppended() {
        // given
        History history = read(0);
        asked.clear();

        // when
        for (int turn = 0; turn < 100; turn++) {
            histories.append(TRACE, history, SampleTurns.exchange(turn));
            history = read(turn + 1);
        }

        // then
        assertThat(history).isEqualTo(SampleTurns.history(100));
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldShowATurnThatIsRepeatedOnlyWhatCameBeforeIt() {
        // given
        read(5);

        // when / then
        assertThat(read(2)).isEqualTo(SampleTurns.history(2));
    }

    @Test
    void shouldKeepMemoryBounded() {
        // given
        HistoryCache small = new HistoryCache(10_000);

        // when
        for (int i = 0; i < 200; i++) {
            small.put(UUID.randomUUID(), SampleTurns.history(5));
        }

        // then
        assertThat(small.bytes()).isBetween(1L, 10_000L);
    }

    @Test
    void shouldNotKeepAHistoryWithGaps() {
        // when
        histories.put(TRACE, new History(3, List.of(SampleTurns.exchange(0), SampleTurns.exchange(2))));

        // then
        assertThat(histories.find(TRACE, 3)).isEmpty();
    }
}
