package org.openstrawberry.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.VerdictOutcome;

/** What is changed about an answer without changing what it says does not change the verdict. */
class MetamorphicTest {
    private static final AnswerPolicy AUTO = AnswerPolicy.of(AnswerType.AUTO);

    private static final List<UnaryOperator<String>> DRESSES = List.of(
            answer -> "  " + answer + "\n",
            answer -> answer.replace("\\frac", "\\dfrac"),
            answer -> answer.replace("\\frac", "\\tfrac"),
            answer -> answer.replace("\\dfrac", "\\frac"),
            answer -> answer.replace("\\left", "").replace("\\right", ""),
            answer -> "$" + answer + "$",
            answer -> "$$" + answer + "$$",
            answer -> "\\(" + answer + "\\)",
            answer -> "\\[" + answer + "\\]",
            answer -> answer + ".",
            answer -> "\\boxed{" + answer + "}",
            answer -> "<final_answer>" + answer + "</final_answer>",
            answer -> "Some work.\nThe final answer is $" + answer + "$.",
            answer -> "After 12 steps we see 7 of 9.\n\nTherefore the answer is \\boxed{" + answer + "}.",
            answer -> answer.replace("+", " + ").replace("=", " = "));

    @Test
    void shouldNotMindHowGoldAnswersAreDressed() {
        for (JsonNode row : SharedData.jsonLines("math-500.jsonl")) {
            String gold = row.get("answer").asText();
            for (UnaryOperator<String> dress : DRESSES) {
                String dressed = dress.apply(gold);
                isCorrect(dressed, gold);
            }
        }
    }

    @Test
    void shouldBeReflexiveAndTellGoldAnswersApartTheSameWayRound() {
        // given
        List<String> golds = SharedData.jsonLines("math-500.jsonl").stream()
                .map(row -> row.get("answer").asText())
                .toList();

        for (int at = 0; at < golds.size(); at++) {
            String gold = golds.get(at);
            String other = golds.get((at * 7 + 1) % golds.size());

            // when
            VerdictOutcome there = Judge.judge(other, gold, AUTO).outcome();
            VerdictOutcome back = Judge.judge(gold, other, AUTO).outcome();

            // then
            isCorrect(gold, gold);
            assertThat(there == VerdictOutcome.CORRECT)
                    .as(other + " and " + gold)
                    .isEqualTo(back == VerdictOutcome.CORRECT);
        }
    }

    private static void isCorrect(String answer, String groundTruth) {
        Judgement judgement = Judge.judge(answer, groundTruth, AUTO);
        assertThat(judgement.outcome()).as("%s: %s", answer, judgement).isEqualTo(VerdictOutcome.CORRECT);
    }
}
