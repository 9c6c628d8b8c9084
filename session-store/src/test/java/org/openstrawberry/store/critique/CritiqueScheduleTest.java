package org.openstrawberry.store.critique;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.store.critique.CritiqueSchedule.Window;
import org.openstrawberry.store.run.RunSettings;

class CritiqueScheduleTest {
    @Test
    void shouldNeverBeDueWhenOff() {
        assertThat(IntStream.range(0, 100))
                .allSatisfy(turn -> assertThat(CritiqueSchedule.dueAfter(verifier(VerifierMode.OFF, 3, 1), 1, turn))
                        .isEmpty());
    }

    @ParameterizedTest
    @EnumSource(value = VerifierMode.class, mode = EnumSource.Mode.EXCLUDE, names = "OFF")
    void shouldBeDueAfterEverySoManyTurns(VerifierMode mode) {
        for (int every = 1; every <= 20; every++) {
            for (int turn = 0; turn < 100; turn++) {
                assertThat(CritiqueSchedule.dueAfter(verifier(mode, 3, every), 42, turn)
                                .isPresent())
                        .isEqualTo((turn + 1) % every == 0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 4, 3, 1, 3", "3, 4, 7, 5, 7", "10, 4, 3, 0, 3", "1, 1, 0, 0, 0", "5, 1, 2, 0, 2"})
    void shouldSeeTheNewestTurnsWhenTheTraceWaitsForTheWord(int window, int every, int turn, int from, int to) {
        assertThat(CritiqueSchedule.dueAfter(verifier(VerifierMode.FEEDBACK, window, every), 42, turn))
                .contains(new Window(from, to));
        assertThat(CritiqueSchedule.dueAfter(verifier(VerifierMode.GATE, window, every), 42, turn))
                .contains(new Window(from, to));
    }

    @Test
    void shouldDrawTheWindowFromTheTurnsSinceTheLastCritiqueWhenObserving() {
        // given
        RunSettings.Verifier verifier = verifier(VerifierMode.OBSERVE, 3, 5);
        Set<Integer> ends = new HashSet<>();

        // when
        for (long seed = 0; seed < 500; seed++) {
            Window window = CritiqueSchedule.dueAfter(verifier, seed, 9).orElseThrow();
            ends.add(window.toTurn());

            // then
            assertThat(window.toTurn()).isBetween(5, 9);
            assertThat(window.fromTurn()).isEqualTo(window.toTurn() - 2);
        }
        assertThat(ends).containsExactlyInAnyOrder(5, 6, 7, 8, 9);
    }

    @Test
    void shouldDrawTheSameWindowForTheSameSeed() {
        RunSettings.Verifier verifier = verifier(VerifierMode.OBSERVE, 3, 5);
        for (long seed = 0; seed < 500; seed++) {
            assertThat(CritiqueSchedule.dueAfter(verifier, seed, 14))
                    .isEqualTo(CritiqueSchedule.dueAfter(verifier, seed, 14));
        }
    }

    @ParameterizedTest
    @EnumSource(value = VerifierMode.class, mode = EnumSource.Mode.EXCLUDE, names = "OFF")
    void shouldDrawTurnsWithTheProbabilityAndAlwaysTheSame(VerifierMode mode) {
        // given
        RunSettings.Verifier verifier = drawn(mode, 0, 0.3);
        int due = 0;

        // when
        for (long seed = 0; seed < 200; seed++) {
            for (int turn = 0; turn < 50; turn++) {
                Optional<Window> window = CritiqueSchedule.dueAfter(verifier, seed * seed, turn);
                due += window.isPresent() ? 1 : 0;

                // then
                assertThat(window).isEqualTo(CritiqueSchedule.dueAfter(verifier, seed * seed, turn));
                int toTurn = turn;
                window.ifPresent(found -> assertThat(found).isEqualTo(new Window(Math.max(0, toTurn - 2), toTurn)));
            }
        }
        // 10,000 draws, whose share has a standard deviation of 0.0046
        assertThat(due / 10_000.0).isBetween(0.28, 0.32);
    }

    @Test
    void shouldDrawOtherTurnsBesidesTheFixedOnes() {
        // given
        RunSettings.Verifier both = drawn(VerifierMode.FEEDBACK, 4, 0.5);

        // when
        List<Integer> due = IntStream.range(0, 40)
                .filter(turn -> CritiqueSchedule.dueAfter(both, 7, turn).isPresent())
                .boxed()
                .toList();

        // then
        assertThat(due).contains(3, 7, 11, 15, 19, 23, 27, 31, 35, 39).hasSizeBetween(15, 35);
        assertThat(CritiqueSchedule.mayBeDueAfter(both, 0)).isTrue();
        assertThat(CritiqueSchedule.mayBeDueAfter(verifier(VerifierMode.FEEDBACK, 3, 4), 0))
                .isFalse();
        assertThat(CritiqueSchedule.mayBeDueAfter(verifier(VerifierMode.FEEDBACK, 3, 4), 3))
                .isTrue();
    }

    @Test
    void shouldNeverBeDueByCountOrChanceWhenNeitherIsSet() {
        assertThat(IntStream.range(0, 100))
                .allSatisfy(turn -> assertThat(CritiqueSchedule.dueAfter(drawn(VerifierMode.GATE, 0, 0), 1, turn))
                        .isEmpty());
        assertThat(CritiqueSchedule.gateAfter(drawn(VerifierMode.GATE, 0, 0), 5))
                .isEqualTo(new Window(3, 5));
    }

    private static RunSettings.Verifier drawn(VerifierMode mode, int every, double probability) {
        return new RunSettings.Verifier(mode, null, 0, 3, every, null, probability, null, null, null);
    }

    private static RunSettings.Verifier verifier(VerifierMode mode, int window, int every) {
        return new RunSettings.Verifier(mode, null, 0, window, every, null);
    }
}
