package org.openstrawberry.orchestrator.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PairingTest {
    private static final UUID PROBLEM = new UUID(0, 7);

    @Test
    void shouldPairEachCorrectTraceWithTheIncorrectOneOfItsLength() {
        // given
        List<Candidate> candidates =
                List.of(trace(0, true, 100), trace(1, true, 500), trace(2, false, 480), trace(3, false, 120));

        // when
        List<TracePair> pairs = Pairing.pair(PROBLEM, 0, candidates, new PairingSettings(2, 1));

        // then
        assertThat(pairs)
                .extracting(
                        pair -> List.of(pair.chosen().sample(), pair.rejected().sample()))
                .containsExactlyInAnyOrder(List.of(0, 3), List.of(1, 2));
        assertThat(LengthBias.of(pairs)).isEqualTo(new LengthBias(2, 300, 300, 0.5));
    }

    @Test
    void shouldPairNothingWithoutBothKinds() {
        assertThat(Pairing.pair(PROBLEM, 0, List.of(trace(0, true, 1)), PairingSettings.DEFAULT))
                .isEmpty();
        assertThat(Pairing.pair(PROBLEM, 0, List.of(trace(0, false, 1)), PairingSettings.DEFAULT))
                .isEmpty();
        assertThat(Pairing.pair(PROBLEM, 0, List.of(), PairingSettings.DEFAULT)).isEmpty();
        assertThat(LengthBias.of(List.of())).isEqualTo(new LengthBias(0, 0, 0, 0.5));
    }

    @Test
    void shouldTakeEqualTracesOnce() {
        // given
        Candidate first = new Candidate(new UUID(1, 0), 0, true, 1, 9, "same");
        Candidate again = new Candidate(new UUID(1, 1), 1, true, 1, 9, "same");

        // when / then
        assertThat(Pairing.pair(PROBLEM, 0, List.of(again, first, trace(2, false, 9)), PairingSettings.DEFAULT))
                .singleElement()
                .satisfies(pair -> assertThat(pair.chosen()).isEqualTo(first));
    }

    @Property
    void shouldMakeDifferentPairsWithinTheCapAndTheSameOnesAgain(
            @ForAll @Size(max = 12) List<@IntRange(max = 2_000) Integer> correct,
            @ForAll @Size(max = 12) List<@IntRange(max = 2_000) Integer> incorrect,
            @ForAll @IntRange(min = 1, max = 200) int cap,
            @ForAll long seed) {
        // given
        List<Candidate> candidates = new ArrayList<>();
        correct.forEach(length -> candidates.add(trace(candidates.size(), true, length)));
        incorrect.forEach(length -> candidates.add(trace(candidates.size(), false, length)));
        PairingSettings settings = new PairingSettings(cap, seed);

        // when
        List<TracePair> pairs = Pairing.pair(PROBLEM, 3, candidates, settings);

        // then
        assertThat(pairs).hasSize(Math.min(cap, correct.size() * incorrect.size()));
        assertThat(new HashSet<>(pairs)).hasSameSizeAs(pairs);
        assertThat(pairs)
                .allMatch(pair -> pair.chosen().correct() && !pair.rejected().correct());
        assertThat(Pairing.pair(PROBLEM, 3, candidates.reversed(), settings)).isEqualTo(pairs);
    }

    private static Candidate trace(int sample, boolean correct, long length) {
        return new Candidate(new UUID(1, sample), sample, correct, 1, length, "hash " + sample);
    }
}
