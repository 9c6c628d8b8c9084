package org.openstrawberry.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.ComparisonPolicy;
import org.openstrawberry.contracts.ElementOrder;
import org.openstrawberry.contracts.PercentPolicy;
import org.openstrawberry.contracts.UnitPolicy;
import org.openstrawberry.contracts.VerdictOutcome;

/** The policies of the judge, a row each: see judge/cases.txt. */
class JudgeCasesTest {
    record Case(AnswerType type, String answer, String groundTruth, VerdictOutcome outcome, String policy) {
        static Case parse(String row, boolean escaped) {
            String[] cells = row.split("\\|", -1);
            String answer = cells[1].strip().replace('¦', '|');
            return new Case(
                    AnswerType.valueOf(cells[0].strip()),
                    escaped ? answer.replace("\\n", "\n") : answer,
                    cells[2].strip().replace('¦', '|'),
                    VerdictOutcome.valueOf(cells[3].strip()),
                    cells.length > 4 ? cells[4].strip() : "");
        }
    }

    static Stream<Case> cases() {
        return Stream.concat(rows("cases.txt", true), rows("mathematics.txt", false));
    }

    private static Stream<Case> rows(String file, boolean escaped) {
        try (InputStream rows =
                Objects.requireNonNull(JudgeCasesTest.class.getResourceAsStream("/judge/" + file), file)) {
            return new String(rows.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(row -> !row.isBlank() && !row.startsWith("#"))
                            .map(row -> Case.parse(row, escaped))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldFollowThePolicy(Case row) {
        // when
        Judgement judgement = Judge.judge(row.answer(), row.groundTruth(), AnswerPolicy.of(row.type()));

        // then
        assertThat(judgement.outcome()).as("%s: %s", row.policy(), judgement).isEqualTo(row.outcome());
        assertThat(judgement.reason()).isNotBlank().doesNotContain("\n");
        assertThat(judgement.ruleVersion()).isEqualTo(Judge.VERSION);
    }

    @Test
    void shouldSayWhyWithBothNormalForms() {
        // when
        Judgement judgement =
                Judge.judge("So \\boxed{1\\frac{4}{5}} metres.", "#### 1.75", AnswerPolicy.of(AnswerType.AUTO));

        // then
        assertThat(judgement)
                .isEqualTo(new Judgement(
                        VerdictOutcome.INCORRECT,
                        "number",
                        Judge.VERSION,
                        "the box says 1.8, not 1.75",
                        "1\\frac{4}{5}",
                        "1.8",
                        "1.75"));
    }

    @Test
    void shouldReadPercentSignsExactlyWhenThePolicySaysSo() {
        // given
        AnswerPolicy exact = AnswerPolicy.of(AnswerType.NUMBER).withPercent(PercentPolicy.EXACT);

        // then
        assertThat(Judge.judge("50%", "50", exact).outcome()).isEqualTo(VerdictOutcome.INCORRECT);
        assertThat(Judge.judge("50%", "0.5", exact).outcome()).isEqualTo(VerdictOutcome.CORRECT);
        assertThat(Judge.judge("50%", "50%", exact).outcome()).isEqualTo(VerdictOutcome.CORRECT);
    }

    @Test
    void shouldCompareBareListsInOrderWhenThePolicySaysSo() {
        // given
        AnswerPolicy ordered = AnswerPolicy.of(AnswerType.AUTO).withOrder(ElementOrder.SAME);

        // then
        assertThat(Judge.judge("2, 1", "1, 2", ordered).outcome()).isEqualTo(VerdictOutcome.INCORRECT);
        assertThat(Judge.judge("1, 2", "1, 2", ordered).outcome()).isEqualTo(VerdictOutcome.CORRECT);
        assertThat(Judge.judge("{2, 1}", "{1, 2}", ordered).outcome()).isEqualTo(VerdictOutcome.CORRECT);
    }

    @Test
    void shouldWantTheUnitOfTheGroundTruthWhenThePolicySaysSo() {
        // given
        AnswerPolicy strict = AnswerPolicy.of(AnswerType.AUTO).withUnits(UnitPolicy.STRICT);

        // then
        assertThat(Judge.judge("10", "10 cm", strict).outcome()).isEqualTo(VerdictOutcome.INCORRECT);
        assertThat(Judge.judge("0.1 m", "10 cm", strict).outcome()).isEqualTo(VerdictOutcome.CORRECT);
        assertThat(Judge.judge("10 cm", "10", strict).outcome()).isEqualTo(VerdictOutcome.CORRECT);
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 3.15, 3.14, CORRECT",
        "0.01, 3.16, 3.14, INCORRECT",
        "1%, 101, 100, CORRECT",
        "1%, 102, 100, INCORRECT",
        "1e-6, 1.41421356, \\sqrt{2}, CORRECT",
        "1e-6, 1.4142, \\sqrt{2}, INCORRECT",
        "1%, -101, -100, CORRECT",
        "1%, 100, -100, INCORRECT"
    })
    void shouldAcceptNumbersWithinTheTolerance(
            String tolerance, String answer, String groundTruth, VerdictOutcome outcome) {
        // given
        AnswerPolicy policy = AnswerPolicy.of(
                AnswerType.AUTO,
                new ComparisonPolicy(PercentPolicy.LENIENT, UnitPolicy.LENIENT, ElementOrder.ANY, tolerance));

        // then
        assertThat(Judge.judge(answer, groundTruth, policy).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "abc", "1e", "%", "1e999"})
    void shouldRefuseWhatIsNoTolerance(String text) {
        assertThat(ComparisonPolicy.isTolerance(text)).isFalse();
        assertThatThrownBy(
                        () -> new ComparisonPolicy(PercentPolicy.LENIENT, UnitPolicy.LENIENT, ElementOrder.ANY, text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldLeaveUndecidedWhatHasNoGroundTruth() {
        // when
        Judgement judgement = Judge.judge("18", " ", AnswerPolicy.of(AnswerType.AUTO));

        // then
        assertThat(judgement.outcome()).isEqualTo(VerdictOutcome.UNDECIDED);
        assertThat(judgement.rule()).isEqualTo("no-ground-truth");
    }
}
