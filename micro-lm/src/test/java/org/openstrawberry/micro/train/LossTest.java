package org.openstrawberry.micro.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.openstrawberry.micro.Tiny;
import org.openstrawberry.micro.text.Sequence;

/** Every loss's derivatives against differences of its value, and what the papers say of it. */
class LossTest {

    private static final Sequence ONE = Tiny.sequence(9, 1);
    private static final Sequence OTHER = Tiny.sequence(14, 2);

    private static <E extends Example> void shouldFitDifferences(Loss<E> loss, E example, double... scores) {
        double step = 1e-5;
        double[] derivatives = new double[scores.length];
        loss.of(example, scores, derivatives);
        for (int i = 0; i < scores.length; i++) {
            double[] more = scores.clone();
            double[] less = scores.clone();
            more[i] += step;
            less[i] -= step;
            double above = loss.of(example, more, new double[scores.length]);
            double below = loss.of(example, less, new double[scores.length]);
            double expected = (above - below) / (2 * step);
            assertThat(derivatives[i]).isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
        }
    }

    private static double value(Loss<Example.Preference> loss, double chosen, double rejected) {
        return loss.of(new Example.Preference(ONE, OTHER, -5, -6), new double[] {chosen, rejected}, new double[2]);
    }

    @Property(tries = 200)
    void shouldTellTheDerivativesOfItsValue(
            @ForAll @DoubleRange(min = -30, max = 0) double chosen,
            @ForAll @DoubleRange(min = -30, max = 0) double rejected,
            @ForAll @DoubleRange(min = 0.05, max = 1) double beta) {
        Example.Preference pair = new Example.Preference(ONE, OTHER, -10, -12);
        shouldFitDifferences(new ImitationLoss(), new Example.Demonstration(ONE), chosen);
        shouldFitDifferences(new DpoLoss(beta, 0), pair, chosen, rejected);
        shouldFitDifferences(new DpoLoss(beta, 1), pair, chosen, rejected);
        shouldFitDifferences(new IpoLoss(beta), pair, chosen, rejected);
        for (boolean desirable : new boolean[] {true, false}) {
            Example.Judged judged = new Example.Judged(ONE, desirable, rejected);
            shouldFitDifferences(new KtoLoss(beta, 1, 1.5, 0.3), judged, chosen);
        }
    }

    @Test
    void shouldCostLogTwoAtTheReference() {
        assertThat(value(new DpoLoss(0.1, 0), -5, -6)).isCloseTo(Math.log(2), within(1e-12));
        assertThat(value(new DpoLoss(0.1, 1), -5, -6)).isCloseTo(Math.log(2) + 5.0 / ONE.learntTokens(), within(1e-12));
    }

    @Test
    void shouldBeSatisfiedAtTheMarginOfIpo() {
        assertThat(value(new IpoLoss(0.25), -3, -6)).isCloseTo(0, within(1e-12));
        assertThat(value(new IpoLoss(0.25), -1, -6)).isCloseTo(4, within(1e-12));
    }

    @Test
    void shouldEstimateTheReferencePointWithoutGoingBelowZero() {
        assertThat(KtoLoss.referencePoint(new double[] {-1, -2}, new double[] {-2, -4}))
                .isEqualTo(1.5);
        assertThat(KtoLoss.referencePoint(new double[] {-3}, new double[] {-2})).isZero();
        assertThat(KtoLoss.referencePoint(new double[0], new double[0])).isZero();
    }

    @Test
    void shouldStayFiniteFarFromTheReference() {
        assertThat(value(new DpoLoss(1, 0), -2000, -6)).isCloseTo(1995, within(1e-6));
        assertThat(value(new DpoLoss(1, 0), -5, -2000)).isZero();
    }

    @Test
    void shouldTellHowFarTheChosenHasMoved() {
        Example.Preference pair = new Example.Preference(ONE, OTHER, -5, -6);
        assertThat(pair.shift(new double[] {-7.5, -9})).isEqualTo(-2.5);
        assertThat(new Example.Judged(ONE, true, -4).shift(new double[] {-3})).isEqualTo(1);
        assertThat(new Example.Judged(ONE, false, -4).shift(new double[] {-3})).isZero();
        assertThat(new Example.Demonstration(ONE).shift(new double[] {-3})).isZero();
    }

    @Test
    void shouldRefuseImpossibleSettings() {
        assertThatThrownBy(() -> new DpoLoss(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DpoLoss(0.1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IpoLoss(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KtoLoss(0.1, 1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
