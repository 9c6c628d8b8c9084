package org.openstrawberry.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.VerdictOutcome;

/** The judge against published gold answers and published labels of recorded model outputs. */
class RecordedAnswersTest {
    private static final List<String> MODELS =
            List.of("6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification");

    @Test
    void shouldAgreeWithEveryLabelOfTheGsm8kModelSolutions() {
        // given
        List<JsonNode> rows = SharedData.jsonLines("gsm8k-model-solutions.jsonl");
        List<String> disagreements = new ArrayList<>();
        Map<String, Integer> correct = new TreeMap<>();
        int judged = 0;

        // when
        for (JsonNode row : rows) {
            for (String model : MODELS) {
                JsonNode output = row.get(model);
                boolean labelled = output.get("is_correct").asBoolean();
                Judgement judgement = Judge.judge(
                        output.get("solution").asText(),
                        row.get("ground_truth").asText(),
                        AnswerPolicy.of(AnswerType.NUMBER));
                judged++;
                if (judgement.outcome() == VerdictOutcome.CORRECT) {
                    correct.merge(model, 1, Integer::sum);
                }
                if (labelled != (judgement.outcome() == VerdictOutcome.CORRECT)) {
                    disagreements.add(model + ": " + judgement);
                }
            }
        }

        // then
        assertThat(judged).isEqualTo(5_276);
        assertThat(disagreements).isEmpty();
        assertThat(correct)
                .containsEntry("6b_finetuning", 286)
                .containsEntry("6b_verification", 515)
                .containsEntry("175b_finetuning", 458)
                .containsEntry("175b_verification", 742);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gsm8k-test.jsonl", "gsm8k-train.jsonl"})
    void shouldAcceptGsm8kWorkedSolutions(String file) {
        for (JsonNode row : SharedData.jsonLines(file)) {
            // given
            String solution = row.get("answer").asText();
            String gold = solution.substring(solution.lastIndexOf("####") + 4).strip();

            // then
            assertThat(Judge.judge(solution, gold, AnswerPolicy.of(AnswerType.AUTO)))
                    .satisfies(RecordedAnswersTest::isCorrect);
            assertThat(Judge.judge(gold, solution, AnswerPolicy.of(AnswerType.NUMBER)))
                    .satisfies(RecordedAnswersTest::isCorrect);
        }
    }

    @Test
    void shouldAcceptEveryMath500AnswerFromItsOwnSolution() {
        // given
        List<JsonNode> rows = SharedData.jsonLines("math-500.jsonl");

        // then
        assertThat(rows).hasSize(500).allSatisfy(row -> {
            String gold = row.get("answer").asText();
            AnswerPolicy policy = AnswerPolicy.of(AnswerType.AUTO);
            isCorrect(Judge.judge(row.get("solution").asText(), gold, policy));
            isCorrect(Judge.judge(gold, gold, policy));
            isCorrect(Judge.judge("Thus the answer is $" + gold + "$.", gold, policy));
        });
    }

    @Test
    void shouldAcceptSvampAnswersAsFloatsAndWholeNumbers() {
        for (JsonNode row : SharedData.json("svamp.json")) {
            // given
            String gold = row.get("Answer").asText();

            // then
            AnswerPolicy policy = AnswerPolicy.of(AnswerType.NUMBER);
            isCorrect(Judge.judge(gold, gold, policy));
            isCorrect(Judge.judge(gold.replaceFirst("\\.0$", ""), gold, policy));
        }
    }

    @Test
    void shouldTellAquaLettersApart() {
        for (JsonNode row : SharedData.jsonLines("aqua-test.json")) {
            // given
            String gold = row.get("correct").asText();
            String other = gold.equals("A") ? "B" : "A";
            AnswerPolicy policy = AnswerPolicy.of(AnswerType.CHOICE);

            // then
            isCorrect(Judge.judge(gold, gold, policy));
            isCorrect(Judge.judge("The answer is (" + gold + ").", gold, policy));
            assertThat(Judge.judge(other, gold, policy).outcome()).isEqualTo(VerdictOutcome.INCORRECT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bbh-date_understanding.json",
                "bbh-logical_deduction_three_objects.json",
                "bbh-object_counting.json",
                "bbh-web_of_lies.json"
            })
    void shouldAcceptTheTargetsOfBigBenchHard(String file) {
        for (JsonNode example : SharedData.json(file).get("examples")) {
            String target = example.get("target").asText();
            isCorrect(Judge.judge(target, target, AnswerPolicy.of(AnswerType.AUTO)));
            isCorrect(Judge.judge("So the answer is " + target + ".", target, AnswerPolicy.of(AnswerType.AUTO)));
        }
    }

    @Test
    void shouldAgreeWithEveryLabelOfTheRecordedGamesOf24() {
        // given
        List<String> puzzles = SharedData.text("game24.csv")
                .lines()
                .skip(1)
                .map(row -> row.split(",", 3)[1])
                .toList();
        int correct = 0;
        int judged = 0;
        List<String> disagreements = new ArrayList<>();

        // when
        for (JsonNode game : SharedData.json("game24-gpt4-samples.json")) {
            String puzzle = puzzles.get(game.get("idx").asInt());
            for (int sample = 0; sample < game.get("ys").size(); sample++) {
                Judgement judgement =
                        Judge.judge(game.get("ys").get(sample).asText(), puzzle, AnswerPolicy.of(AnswerType.GAME24));
                boolean labelled = game.get("infos").get(sample).get("r").asInt() == 1;
                judged++;
                correct += judgement.outcome() == VerdictOutcome.CORRECT ? 1 : 0;
                if (labelled != (judgement.outcome() == VerdictOutcome.CORRECT)) {
                    disagreements.add(puzzle + ": " + judgement);
                }
            }
        }

        // then
        assertThat(disagreements).isEmpty();
        assertThat(judged).isEqualTo(10_000);
        assertThat(correct).isEqualTo(403);
    }

    @Test
    void shouldAcceptASolutionOfEveryPuzzleAndRejectItsNearMisses() {
        // given
        List<String> puzzles = SharedData.text("game24.csv")
                .lines()
                .skip(1)
                .map(row -> row.split(",", 3)[1])
                .toList();
        AnswerPolicy policy = AnswerPolicy.of(AnswerType.GAME24);

        // then
        assertThat(puzzles).hasSize(1_362).allSatisfy(puzzle -> {
            String solution = Game24Solver.solve(puzzle);
            isCorrect(Judge.judge(solution, puzzle, policy));
            assertThat(Game24Solver.nearMisses(solution))
                    .hasSize(10)
                    .allSatisfy(
                            miss -> assertThat(Judge.judge(miss, puzzle, policy).outcome())
                                    .as(miss + " for " + puzzle)
                                    .isEqualTo(VerdictOutcome.INCORRECT));
        });
    }

    private static void isCorrect(Judgement judgement) {
        assertThat(judgement.outcome()).as(judgement.toString()).isEqualTo(VerdictOutcome.CORRECT);
    }
}
