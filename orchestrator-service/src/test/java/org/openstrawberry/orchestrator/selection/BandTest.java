package org.openstrawberry.orchestrator.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandTest {
    @ParameterizedTest
    @CsvSource({
        "0, 20, 0, HOPELESS",
        "1, 19, 0, KEPT",
        "10, 10, 0, KEPT",
        "11, 9, 0, EASY",
        "20, 0, 0, EASY",
        "0, 0, 0, UNSAMPLED",
        // What the judge left open decides, or does not.
        "0, 19, 1, UNDECIDED",
        "10, 9, 1, UNDECIDED",
        "5, 10, 5, KEPT",
        "12, 4, 4, EASY",
        // Other numbers of samples.
        "1, 7, 0, KEPT",
        "4, 4, 0, KEPT",
        "5, 3, 0, EASY",
        "1, 0, 0, EASY",
        "0, 1, 0, HOPELESS",
        "1, 99, 0, HOPELESS",
        "5, 95, 0, KEPT",
    })
    void shouldPlaceAProblemByItsCorrectSamples(int correct, int incorrect, int undecided, Placement placement) {
        assertThat(Band.DEFAULT.place(new Outcomes(correct, incorrect, undecided)))
                .isEqualTo(placement);
    }

    @ParameterizedTest
    @CsvSource({"0, 20, true", "0, 200, false", "5, 15, false", "60, 140, false", "95, 105, true", "20, 0, false"})
    void shouldFindAProblemUncertainWhoseIntervalHoldsAnEndOfTheBand(int correct, int incorrect, boolean uncertain) {
        assertThat(Band.DEFAULT.isUncertain(new Outcomes(correct, incorrect, 0)))
                .isEqualTo(uncertain);
    }

    @ParameterizedTest
    @CsvSource({"-1, 5, 10", "6, 5, 10", "1, 11, 10", "0, 0, 0"})
    void shouldRefuseCountsInNoOrder(int from, int to, int of) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Band(from, to, of));
    }

    @Property
    void shouldPlaceEveryProblemSomewhereAndMoreOftenSolvedOnesNoLower(
            @ForAll @IntRange(max = 60) int correct, @ForAll @IntRange(min = 1, max = 60) int incorrect) {
        Placement placement = Band.DEFAULT.place(new Outcomes(correct, incorrect, 0));
        Placement better = Band.DEFAULT.place(new Outcomes(correct + 1, incorrect - 1, 0));

        assertThat(rank(better)).isGreaterThanOrEqualTo(rank(placement));
    }

    private static int rank(Placement placement) {
        return switch (placement) {
            case HOPELESS -> 0;
            case KEPT -> 1;
            case EASY -> 2;
            case UNDECIDED, UNSAMPLED -> throw new AssertionError("every sample was decided");
        };
    }
}
