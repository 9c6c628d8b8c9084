package org.openstrawberry.judge.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.BudgetExceededException;

class ArithmeticTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "1 + 2 * 3 = 7",
                "(1 + 2) * 3 = 9",
                "2 - 3 - 4 = -5",
                "12 / 4 / 3 = 1",
                "-2^2 = -4",
                "2^-1 = 0.5",
                "2^3^2 = 512",
                "2(3 + 4) = 14",
                "1 1/2 = 1.5",
                "-1 1/2 = -1.5",
                "\\frac{1}{3} = 1/3",
                "\\frac43 = 4/3",
                "\\frac 59 = 5/9",
                "\\frac{270}7 = 270/7",
                "1\\frac{4}{5} = 1.8",
                "1,234.5 = 1234.5",
                "1.5e-3 = 0.0015",
                ".5 = 0.5",
                "[1 + {2}] = 3"
            })
    void shouldEvaluateExactly(String arithmetic, String value) {
        assertThat(evaluate(arithmetic)).map(Rational::toString).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 +",
                "+ * 1",
                "(1",
                "1)",
                "(1]",
                "1 2",
                "1.2.3",
                "1,2",
                "1,2345",
                "x",
                "1x",
                "\\frac{1}",
                "1 / 0",
                "0^0",
                "4^0.5"
            })
    void shouldReadTheWholeTextOrNothing(String text) {
        assertThat(evaluate(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9^9^9", "1e9999", "10^100000", "1e123456789"})
    void shouldRefuseNumbersTooLarge(String text) {
        assertThatThrownBy(() -> evaluate(text))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("too large");
    }

    @Test
    void shouldRefuseExpressionsTooDeep() {
        assertThatThrownBy(() -> evaluate("(".repeat(500) + "1" + ")".repeat(500)))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("deeply");
    }

    @Test
    void shouldSpendTheBudgetOnLargeNumbers() {
        // given
        Budget budget = Budget.of(1_000);

        // then
        assertThatThrownBy(() -> Parser.parse("3^9000 * 3^2000", budget).flatMap(e -> Evaluator.value(e, budget)))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(budget.left()).isZero();
    }

    @Property
    void shouldAddFractionsAsSchoolTeaches(
            @ForAll @IntRange(min = -999, max = 999) int a,
            @ForAll @IntRange(min = 1, max = 999) int b,
            @ForAll @IntRange(min = -999, max = 999) int c,
            @ForAll @IntRange(min = 1, max = 999) int d) {
        // given
        Budget budget = Budget.standard();
        Rational left = Rational.of(a).divide(Rational.of(b), budget).orElseThrow();
        Rational right = Rational.of(c).divide(Rational.of(d), budget).orElseThrow();

        // then
        Rational expected = Rational.of((long) a * d + (long) c * b)
                .divide(Rational.of((long) b * d), budget)
                .orElseThrow();
        assertThat(left.add(right, budget)).isEqualTo(expected);
        assertThat(left.add(right, budget).subtract(right, budget)).isEqualTo(left);
        assertThat(evaluate(left + " + " + (right.signum() < 0 ? "(" + right + ")" : right.toString())))
                .contains(expected);
    }

    private static Optional<Rational> evaluate(String text) {
        Budget budget = Budget.standard();
        return Parser.parse(text, budget).flatMap(expression -> Evaluator.value(expression, budget));
    }
}
