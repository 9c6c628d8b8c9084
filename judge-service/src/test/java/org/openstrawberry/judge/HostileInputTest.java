package org.openstrawberry.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.judge.budget.Budget;

/** No input, whoever wrote it, is correct by accident, ends in an exception or takes more than the budget. */
class HostileInputTest {
    private static final String TRUTH = "7351";

    static Stream<String> hostile() {
        return Stream.of(
                "{".repeat(50_000),
                "(".repeat(50_000),
                "}".repeat(50_000),
                "\\boxed{".repeat(8_000),
                "\\boxed{1},".repeat(6_000),
                "\\boxed".repeat(10_000),
                "\\frac".repeat(10_000),
                "\\frac{".repeat(10_000),
                "\\frac1".repeat(600),
                "\\text{".repeat(8_000),
                "\\(".repeat(30_000),
                "\\[".repeat(30_000),
                "$".repeat(50_000),
                "$1".repeat(30_000),
                "<final_answer>".repeat(4_000),
                "<final_answer></final_answer>".repeat(2_000),
                "<<".repeat(30_000),
                "<<1>>".repeat(12_000),
                "####".repeat(15_000),
                "answer: ".repeat(7_500),
                "answer is ".repeat(6_000),
                "A:\n".repeat(20_000),
                "-".repeat(50_000) + "1",
                "-".repeat(3_000) + "1",
                "(".repeat(1_900) + "1" + ")".repeat(1_900),
                "1+".repeat(1_900) + "1",
                "1^".repeat(1_900) + "1",
                "2^{2^{2^{2^{2^2}}}}",
                "((((100!)!)!)!)!",
                "1500!/1499!",
                "1400!+".repeat(300) + "1",
                "\\binom{1000000}{500000}",
                "\\binom{2000}{1000}+".repeat(150) + "1",
                "\\sum_{i=1}^{2000}\\sum_{j=1}^{2000} i j",
                "\\sum_{a=1}^{1000}\\sum_{b=1}^{1000}\\sum_{c=1}^{1000} abc",
                "\\prod_{k=1}^{2000} (k^k)",
                "\\sum_{k=1}^{2000} \\sin(k)",
                "\\sum_{k=1}^{2000} \\frac{1}{k^{20}}",
                "\\sin(".repeat(100) + "1" + ")".repeat(100),
                "e^{".repeat(100) + "1" + "}".repeat(100),
                "\\sqrt{2+".repeat(100) + "1" + "}".repeat(100),
                "\\ln(".repeat(50) + "9" + ")".repeat(50),
                "\\sin(10^{100})",
                "e^{10^{100}}",
                "\\tan(\\pi/2)",
                "\\sqrt{2}+".repeat(300) + "1",
                "e^{1.1}+".repeat(300) + "x",
                "x^{99}+".repeat(200) + "1",
                "(x+1)*".repeat(400) + "x",
                "x^{x^{x^{x}}}",
                "(x^{1000})^{1000}",
                "(\\sqrt{2}+1)^{1000000}",
                "(1+i)^{1000000000}",
                "0.1^{1000000}",
                "|".repeat(3_000),
                "|x".repeat(1_000),
                "\\pm ".repeat(500) + "1",
                "\\lfloor ".repeat(2_000),
                "\\begin{pmatrix}".repeat(500),
                "\\frac{1}{".repeat(110) + "2" + "}".repeat(110),
                "a,".repeat(1_500) + "b",
                "x<".repeat(500) + "1",
                "x<1 or ".repeat(300) + "x>2",
                "gcd(" + "9".repeat(1_900) + "," + "6".repeat(1_900) + ")",
                "9".repeat(3_900) + "!",
                "0.\\overline{" + "123".repeat(600) + "}",
                "12:".repeat(1_200) + "1",
                "5 " + "m*".repeat(1_500) + "m",
                "x_{".repeat(1_000),
                "9^9^9^9",
                "9^{9^{9^{9}}}",
                "1e999999999",
                "1e-999999999",
                "1e99999999999999999999",
                "10^1000000000",
                "(10^1000)^1000",
                "2^-100000000",
                "0^0",
                "0^-1",
                "1/0",
                "(1/3)^5000*(1/7)^5000",
                "9".repeat(3_999),
                "9".repeat(50_000),
                "9".repeat(1_990) + "*" + "9".repeat(1_990),
                "1/3+1/7+1/11+1/13+1/17+1/19+1/23+".repeat(110) + "1",
                "1,".repeat(2_000),
                "1,000".repeat(800),
                "a ".repeat(30_000),
                "a. ".repeat(20_000),
                ".!?".repeat(20_000),
                ". ".repeat(30_000),
                "yes ".repeat(15_000),
                "(A)".repeat(20_000),
                "'".repeat(60_000),
                "x\u0301".repeat(30_000),
                "\u0301".repeat(60_000),
                "\uFDFA".repeat(60_000),
                "\u00BD".repeat(2_000),
                "\u00B2".repeat(60_000),
                "\u2080\u00B2".repeat(30_000),
                "\0".repeat(60_000),
                "\0 7\0" + "351\0",
                "\u202E1537\u202C",
                "\uD83C\uDF53".repeat(30_000),
                "\uD83C".repeat(1_000),
                "\uDF53".repeat(60_001),
                "\u200B".repeat(60_000),
                "\n".repeat(60_000),
                "\t \r\n".repeat(15_000),
                "x=".repeat(1_000) + "1",
                "z".repeat(1_048_576),
                "1".repeat(1_048_576),
                "\\".repeat(60_000),
                "=".repeat(60_000),
                "%".repeat(4_000),
                "3 ".repeat(2_000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void shouldStayWithinTheBudgetWhateverTheAnswer(String answer) {
        for (AnswerType type : AnswerType.values()) {
            // given
            Budget budget = Budget.standard();
            String truth = type == AnswerType.GAME24 ? "4 5 6 10" : TRUTH;

            // when
            Judgement judgement = Judge.judge(answer, truth, AnswerPolicy.of(type), budget);

            // then
            assertThat(judgement.outcome()).isNotEqualTo(VerdictOutcome.CORRECT);
            assertThat(judgement.answerForm().length()).isLessThanOrEqualTo(501);
            assertThat(judgement.reason().length()).isLessThanOrEqualTo(501);
            assertThat(budget.left()).isNotNegative();
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void shouldStayWithinTheBudgetWhateverMeetsTheSame(String text) {
        // given
        Budget budget = Budget.standard();

        // when
        Judgement judgement = Judge.judge(text + "+0", text, AnswerPolicy.of(AnswerType.AUTO), budget);

        // then
        assertThat(judgement).isNotNull();
        assertThat(budget.left()).isNotNegative();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void shouldStayWithinTheBudgetWhateverTheGroundTruth(String groundTruth) {
        // given
        Budget budget = Budget.standard();

        // when
        Judgement judgement = Judge.judge(TRUTH, groundTruth, AnswerPolicy.of(AnswerType.AUTO), budget);

        // then
        assertThat(judgement.outcome()).isNotEqualTo(VerdictOutcome.CORRECT);
    }

    @ParameterizedTest
    @EnumSource(AnswerType.class)
    void shouldGiveUpWhenTheBudgetIsSpent(AnswerType type) {
        // given
        Budget tiny = Budget.of(10);

        // when
        Judgement judgement = Judge.judge("The answer is 1 + 2 + 3 + 4", "4 1 2 3", AnswerPolicy.of(type), tiny);

        // then
        assertThat(judgement.outcome()).isEqualTo(VerdictOutcome.UNDECIDED);
        assertThat(judgement.rule()).isEqualTo("budget");
        assertThat(tiny.left()).isZero();
    }

    @Test
    void shouldRefusePowersBeforeTheyAreComputed() {
        // when
        Judgement judgement = Judge.judge("9^9^9^9", "3", AnswerPolicy.of(AnswerType.NUMBER));

        // then
        assertThat(judgement.outcome()).isEqualTo(VerdictOutcome.UNDECIDED);
        assertThat(judgement.reason()).contains("cannot be compared");
    }

    @Test
    void shouldFindTheAnswerAtTheEndOfAVeryLongReply() {
        // given
        String reply = "Let me think. ".repeat(100_000) + "\nThe answer is 7351.";

        // then
        assertThat(Judge.judge(reply, TRUTH, AnswerPolicy.of(AnswerType.NUMBER)).outcome())
                .isEqualTo(VerdictOutcome.CORRECT);
    }
}
