package org.openstrawberry.judge;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.VerdictOutcome;

/** What holds for every answer. */
class JudgePropertiesTest {
    private static final AnswerPolicy AUTO = AnswerPolicy.of(AnswerType.AUTO);

    @Provide
    Arbitrary<String> answers() {
        Arbitrary<Integer> number = Arbitraries.integers().between(-9_999, 9_999);
        Arbitrary<Integer> small = Arbitraries.integers().between(1, 99);
        Arbitrary<String> fraction = Combinators.combine(number, small).as((n, d) -> "\\frac{" + n + "}{" + d + "}");
        Arbitrary<String> decimal = Combinators.combine(number, small).as((n, d) -> n + "." + d);
        Arbitrary<String> set = Combinators.combine(number, small).as((n, d) -> "{" + n + ", " + d + "}");
        Arbitrary<String> interval = Combinators.combine(number, small).as((n, d) -> "(" + n + ", " + d + "]");
        Arbitrary<String> root = small.map(n -> n + "\\sqrt{" + (n + 1) + "}");
        Arbitrary<String> word = Arbitraries.of("Evelyn", "even", "east", "ellipse", "Yes", "No", "(B)", "(D)");
        return Arbitraries.oneOf(number.map(String::valueOf), fraction, decimal, set, interval, root, word);
    }

    @Property
    void shouldAcceptEveryAnswerAsItself(@ForAll("answers") String answer) {
        isCorrect(answer, answer);
    }

    @Property
    void shouldNotMindWhatStandsAround(@ForAll("answers") String answer) {
        isCorrect("  " + answer + " \n", answer);
        isCorrect(answer + ".", answer);
        isCorrect("$" + answer + "$", answer);
        isCorrect("\\(" + answer + "\\)", answer);
        isCorrect("**" + answer + "**", answer);
        isCorrect("\\boxed{" + answer + "}", answer);
        isCorrect("<final_answer>\n" + answer + "\n</final_answer>", answer);
        isCorrect("Some work first.\nThe final answer is " + answer + ".", answer);
    }

    @Property
    void shouldNotMindHowItIsTypeset(@ForAll("answers") String answer) {
        isCorrect(answer.replace("\\frac", "\\dfrac"), answer);
        isCorrect(answer.replace("(", "\\left(").replace("]", "\\right]"), answer);
        isCorrect(answer.replace(", ", ","), answer);
        isCorrect(answer.replace("{", "{ ").replace("}", " }"), answer);
    }

    @Property
    void shouldBeSymmetricBetweenNumbers(
            @ForAll @IntRange(min = -500, max = 500) int left,
            @ForAll @IntRange(min = 1, max = 50) int right,
            @ForAll @IntRange(min = 1, max = 6) int factor) {
        // given
        String reduced = left + "/" + right;
        String expanded = left * factor + "/" + right * factor;

        // then
        isCorrect(expanded, reduced);
        isCorrect(reduced, expanded);
    }

    @Property
    void shouldTellDifferentNumbersApart(@ForAll int answer, @ForAll int groundTruth) {
        // when
        Judgement judgement = Judge.judge(String.valueOf(answer), String.valueOf(groundTruth), AUTO);

        // then
        assertThat(judgement.outcome())
                .isEqualTo(answer == groundTruth ? VerdictOutcome.CORRECT : VerdictOutcome.INCORRECT);
    }

    @Property
    void shouldNeverAcceptADenialOrAnAlternative(@ForAll("answers") String answer) {
        for (String doubtful : new String[] {"not " + answer, answer + " or 123456", "anything but " + answer}) {
            assertThat(Judge.judge(doubtful, answer, AUTO).outcome())
                    .as(doubtful)
                    .isNotEqualTo(VerdictOutcome.CORRECT);
        }
    }

    @Property(tries = 2_000)
    void shouldNeverFailWhateverTheText(@ForAll @StringLength(max = 300) String answer) {
        for (AnswerType type : AnswerType.values()) {
            assertThat(Judge.judge(answer, "4 5 6 10", AnswerPolicy.of(type))).isNotNull();
        }
    }

    private static void isCorrect(String answer, String groundTruth) {
        Judgement judgement = Judge.judge(answer, groundTruth, AUTO);
        assertThat(judgement.outcome()).as("%s: %s", answer, judgement).isEqualTo(VerdictOutcome.CORRECT);
    }
}
