package org.openstrawberry.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasoningScriptTest {

    private static final String CHECK =
            "Are you very confident, and have you verified it? If both, put it in <final_answer> tags.";

    @Test
    void shouldTakeOneTitledStepATurn() {
        // given
        ReasoningScript script = ReasoningScript.builder().build();

        // when
        String first = script.reply(Requests.of("t", "What is 2 + 2?"));
        String second = script.reply(Requests.of("t", "What is 2 + 2?", first, "Continue."));

        // then
        assertThat(first).contains("<turn_title>").doesNotContain("<final_answer>");
        assertThat(second).contains("<turn_title>").isNotEqualTo(first);
    }

    @Test
    void shouldAnswerWhenAskedAndConfident() {
        // given
        ReasoningScript script = ReasoningScript.builder().build();

        // when
        String reply = script.reply(Requests.of("t", "What is 17 * 3?", "a step", CHECK));

        // then
        assertThat(reply).contains("<final_answer>51</final_answer>").contains("<turn_title>");
    }

    @Test
    void shouldWorkOnWhenNotConfident() {
        // given
        ReasoningScript script = ReasoningScript.builder().confidence(0).build();

        // when
        String reply = script.reply(Requests.of("t", "What is 17 * 3?", "a step", CHECK));

        // then
        assertThat(reply).doesNotContain("<final_answer>").contains("<turn_title>");
    }

    @Test
    void shouldBeRightAsOftenAsToldAndTheSameForTheSameTrace() {
        // given
        ReasoningScript script = ReasoningScript.builder().accuracy(0.7).build();

        // when
        long right = IntStream.range(0, 1000)
                .filter(i -> script.reply(Requests.of("trace-" + i, "What is 17 * 3?", "a step", CHECK))
                        .contains(">51<"))
                .count();
        SimulatedRequest one = Requests.of("trace-1", "What is 17 * 3?", "a step", CHECK);

        // then
        assertThat(right).isBetween(650L, 750L);
        assertThat(script.reply(one)).isEqualTo(script.reply(one));
    }

    @Test
    void shouldAnswerAtOnceWhenItsRulesSaySo() {
        // given
        SimulatedRequest request = Requests.underSystem("Reply inside a <final_answer> element.", "What is 6 * 7?");

        // when
        String reply = ReasoningScript.builder().build().reply(request);

        // then
        assertThat(reply).isEqualTo("<final_answer>42</final_answer>");
    }

    @Test
    void shouldCriticizeWhenItsRulesAskForAVerdict() {
        // given
        SimulatedRequest request = Requests.underSystem(
                "<verdict>PASS</verdict> or <verdict>FAIL</verdict>", "Some work. Check the turns 3 to 5 now.");

        // when
        String pass = ReasoningScript.builder().build().reply(request);
        String fail = ReasoningScript.builder().passRate(0).build().reply(request);

        // then
        assertThat(pass).contains("<verdict>PASS</verdict>").contains("<first_wrong_turn></first_wrong_turn>");
        assertThat(fail).contains("<verdict>FAIL</verdict>").contains("<first_wrong_turn>3</first_wrong_turn>");
    }

    @Test
    void shouldTakeAnswersFromItsTable() {
        // given
        ReasoningScript script =
                ReasoningScript.builder().answers(Map.of("the code", "3841")).build();

        // when
        String reply = script.reply(Requests.of("t", "Find the code by five clues.", "a step", CHECK));

        // then
        assertThat(reply).contains("<final_answer>3841</final_answer>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What is 17 + 25?|42",
                "Compute (3 + 4) * -2.|-14",
                "What is 12 plus 30 times 2?|72",
                "What is 7 divided by 2?|3.5",
                "What is 1,200 − 200?|1000",
                "Evaluate 100 - 10 - 5|85",
                "How many r's are in strawberry?|3",
                "How many times does the letter r occur? Count the letter r in the word strawberry.|3",
                "Which is larger, 0.9 or 0.11?|0.9",
                "Which is smaller: 3 and -4?|-4"
            })
    void shouldSolveSimpleQuestions(String question, String answer) {
        assertThat(SimpleQuestions.solve(question)).contains(answer);
    }

    @ParameterizedTest
    @CsvSource({"What is the capital of France?", "What is 5 / 0?", "There are 12 apples."})
    void shouldLeaveOtherQuestionsAlone(String question) {
        assertThat(SimpleQuestions.solve(question)).isEmpty();
    }
}
