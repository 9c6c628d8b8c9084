package org.openstrawberry.orchestrator.worth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstrawberry.orchestrator.worth.Calibration.Bin;
import org.openstrawberry.orchestrator.worth.PairedDifference.Group;

class WorthTest {

    @Test
    void shouldCompareACriticWithTheVerdicts() {
        // given 8 of 10 failed ones wrong, and 2 wrong ones passed among 30
        Quality quality = Quality.NONE
                .plus(true, false, 8)
                .plus(true, true, 2)
                .plus(false, false, 2)
                .plus(false, true, 28);

        // then
        assertThat(quality.precision().orElseThrow().value()).isEqualTo(0.8);
        assertThat(quality.recall().orElseThrow().value()).isEqualTo(0.8);
        assertThat(quality.agreement().orElseThrow().value()).isEqualTo(0.9);
        assertThat(quality.precision().orElseThrow().low()).isLessThan(0.8);
        assertThat(Quality.NONE.precision()).isEmpty();
        assertThat(Quality.NONE.plus(false, true, 3).recall()).isEmpty();
        assertThat(Quality.NONE.plus(false, true, 3).agreement().orElseThrow().value())
                .isEqualTo(1);
    }

    @Test
    void shouldWeighHowFarScoresAreOffByHowManyThereAre() {
        // given 30 scores of 0.9 of which two thirds are right, and 10 of 0.1 of which none is
        Calibration calibration = new Calibration(List.of(new Bin(10, 1.0, 0), new Bin(30, 27.0, 20)));

        // then
        assertThat(calibration.scores()).isEqualTo(40);
        assertThat(calibration.expectedError()).isCloseTo(0.25 * 0.1 + 0.75 * (0.9 - 2 / 3.0), within(1e-12));
        assertThat(new Calibration(List.of()).expectedError()).isZero();
    }

    /** The figures were computed apart from this program; those of the first row are in Newcombe's paper too. */
    @ParameterizedTest
    @CsvSource({
        "36, 12, 2,  0,  0.2,               0.05692958400323869,   0.3404276029749407",
        "53, 1,  7,  21, -0.07317073170732, -0.14396174594545502,  -0.0028730235308332824",
        "19, 6,  1,  4,  0.16666666666667,  -0.011836123027227585, 0.33721888708792946",
        "0,  0,  0,  29, 0,                 -0.11696979849974075,  0.11696979849974075",
    })
    void shouldBoundTheDifferenceOfPairedProportions(
            long both, long one, long other, long none, double value, double low, double high) {
        // when
        PairedDifference paired =
                PairedDifference.of(single(both, one, other, none)).orElseThrow();
        PairedDifference exchanged =
                PairedDifference.of(single(both, other, one, none)).orElseThrow();

        // then
        assertThat(paired.value()).isCloseTo(value, within(1e-9));
        assertThat(paired.low()).isCloseTo(low, within(1e-9));
        assertThat(paired.high()).isCloseTo(high, within(1e-9));
        assertThat(exchanged.low()).isCloseTo(-high, within(1e-9));
        assertThat(exchanged.high()).isCloseTo(-low, within(1e-9));
    }

    @Test
    void shouldDrawProblemsAnewWhereTheyHaveSeveralSamples() {
        // given 200 problems that gain a half, 100 that lose a quarter and 100 that stay
        List<Group> groups =
                List.of(new Group(4, 3, 2, 0, 200), new Group(4, 1, 2, 1, 100), new Group(4, 4, 2, 2, 100));

        // when
        PairedDifference paired = PairedDifference.of(groups).orElseThrow();

        // then the mean of 0.75, -0.25 and 0 is 0.3125, with a standard error of 0.0223
        assertThat(paired.problems()).isEqualTo(400);
        assertThat(paired.value()).isCloseTo(0.3125, within(1e-9));
        assertThat(paired.low()).isCloseTo(0.3125 - 1.96 * 0.0223, within(0.004));
        assertThat(paired.high()).isCloseTo(0.3125 + 1.96 * 0.0223, within(0.004));
        assertThat(PairedDifference.of(groups)).contains(paired);
    }

    @Test
    void shouldFindNoDifferenceWhereNoProblemIsShared() {
        assertThat(PairedDifference.of(List.of())).isEmpty();
    }

    private static List<Group> single(long both, long one, long other, long none) {
        List<Group> groups = new ArrayList<>();
        groups.add(new Group(1, 1, 1, 1, both));
        groups.add(new Group(1, 1, 1, 0, one));
        groups.add(new Group(1, 0, 1, 1, other));
        groups.add(new Group(1, 0, 1, 0, none));
        groups.removeIf(group -> group.problems() == 0);
        return groups;
    }
}
