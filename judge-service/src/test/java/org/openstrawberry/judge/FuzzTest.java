package org.openstrawberry.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.judge.budget.Budget;

/** Random pieces of mathematics, markup and noise: whatever comes, a verdict within the budget and no exception. */
class FuzzTest {
    private static final int INPUTS = 10_000;
    private static final List<AnswerType> TYPES = List.of(AnswerType.values());
    private static final List<String> PIECES = List.of(
            "1",
            "0",
            "9",
            "12",
            "3.5",
            "1e9",
            "x",
            "y",
            "n",
            "i",
            "e",
            "\\pi ",
            "\\infty ",
            "+",
            "-",
            "*",
            "/",
            "^",
            "_",
            "=",
            "<",
            ">",
            "\\le ",
            "\\ne ",
            "\\in ",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "\\{",
            "\\}",
            "|",
            ",",
            ";",
            ":",
            "!",
            "%",
            "$",
            "\\$",
            "\\frac",
            "\\frac{1}{2}",
            "\\sqrt",
            "\\sqrt[3]",
            "\\sin ",
            "\\log_",
            "\\ln ",
            "\\sum_{k=1}^",
            "\\prod_{k=1}^",
            "\\binom",
            "\\pm ",
            "\\cup ",
            "\\cap ",
            "\\setminus ",
            "\\mathbb{R}",
            "\\begin{pmatrix}",
            "\\end{pmatrix}",
            "&",
            "\\\\",
            "\\left",
            "\\right",
            "\\text{",
            "\\boxed{",
            "<final_answer>",
            "</final_answer>",
            "#### ",
            "answer is ",
            " or ",
            " and ",
            " not ",
            " ",
            "\n",
            ".",
            "cm",
            " m/s",
            "degrees",
            "½",
            "²",
            "√",
            "−",
            "×",
            "∞",
            "\u0000",
            "\u202E",
            "\uD83C\uDF53",
            "\uD83C",
            "５",
            "\\overline{3}",
            "\\lfloor ",
            "\\rfloor ",
            "yes",
            "B",
            "(B)",
            "12:30",
            "2020-01-05",
            "99999999999999999999");

    @Test
    void shouldEndWithinTheBudgetWhateverTheText() {
        SplittableRandom random = new SplittableRandom(7);
        for (int input = 0; input < INPUTS; input++) {
            // given
            String answer = text(random);
            String groundTruth = input % 3 == 0 ? answer : text(random);
            AnswerType type = input % 2 == 0 ? AnswerType.AUTO : TYPES.get(random.nextInt(TYPES.size()));
            Budget budget = Budget.standard();

            // when
            Judgement judgement = Judge.judge(answer, groundTruth, AnswerPolicy.of(type), budget);

            // then
            assertThat(judgement.reason())
                    .as("%s against %s", answer, groundTruth)
                    .isNotBlank();
            assertThat(budget.left()).isNotNegative();
        }
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(24);
        for (int piece = 0; piece < pieces; piece++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
