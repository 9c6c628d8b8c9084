package org.openstrawberry.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.judge.comparison.ElementOrder;
import org.openstrawberry.judge.number.PercentPolicy;

/** The policies of the judge, a row each: see judge/cases.txt. */
class JudgeCasesTest {
    record Case(AnswerType type, String answer, String groundTruth, VerdictOutcome outcome, String policy) {
        static Case parse(String row) {
            String[] cells = row.split("\\|", -1);
            return new Case(
                    AnswerType.valueOf(cells[0].strip()),
                    cells[1].strip().replace("\\n", "\n"),
                    cells[2].strip(),
                    VerdictOutcome.valueOf(cells[3].strip()),
                    cells[4].strip());
        }
    }

    static Stream<Case> cases() {
        try (InputStream rows =
                Objects.requireNonNull(JudgeCasesTest.class.getResourceAsStream("/judge/cases.txt"), "cases.txt")) {
            return new String(rows.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(row -> !row.isBlank() && !row.startsWith("#")).map(Case::parse).toList().stream();
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
                        "1",
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
    void shouldLeaveUndecidedWhatHasNoGroundTruth() {
        // when
        Judgement judgement = Judge.judge("18", " ", AnswerPolicy.of(AnswerType.AUTO));

        // then
        assertThat(judgement.outcome()).isEqualTo(VerdictOutcome.UNDECIDED);
        assertThat(judgement.rule()).isEqualTo("no-ground-truth");
    }
}
