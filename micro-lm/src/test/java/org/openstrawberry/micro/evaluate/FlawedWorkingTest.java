package org.openstrawberry.micro.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Turn;
import org.openstrawberry.micro.task.Level;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Problems;
import org.openstrawberry.micro.task.Split;

class FlawedWorkingTest {

    private static final Pattern CALCULATION = Pattern.compile("(\\d+)([-+*/])(\\d+)=(\\d+)");
    private static final List<Problem> PROBLEMS = new Problems(Split.TRAIN, 3).distinct(Level.of(3), 400);

    @Test
    void shouldHaveOneMistakeWhereItSays() {
        for (int i = 0; i < PROBLEMS.size(); i++) {
            // when
            Conversation right = FlawedWorking.right(PROBLEMS.get(i));
            FlawedWorking flawed = FlawedWorking.of(PROBLEMS.get(i), i);

            // then
            List<Turn> turns = flawed.conversation().turns();
            assertThat(right.turns()).hasSameSizeAs(PROBLEMS.get(i).steps());
            assertThat(turns.subList(0, flawed.turn())).isEqualTo(right.turns().subList(0, flawed.turn()));
            assertThat(turns.get(flawed.turn())).isNotEqualTo(right.turns().get(flawed.turn()));
            assertThat(FlawedWorking.of(PROBLEMS.get(i), i)).isEqualTo(flawed);
        }
    }

    @Test
    void shouldMakeEveryKindOfMistakeAndDigitsTwiceAsOften() {
        // when
        Map<Mistake, Integer> counts = new EnumMap<>(Mistake.class);
        for (int i = 0; i < PROBLEMS.size(); i++) {
            counts.merge(FlawedWorking.of(PROBLEMS.get(i), i).mistake(), 1, Integer::sum);
        }

        // then
        assertThat(counts).containsOnlyKeys(Mistake.values());
        assertThat(counts.get(Mistake.DIGIT)).isBetween(140, 260);
        assertThat(counts.values()).allMatch(count -> count > 25);
    }

    @Test
    void shouldCalculateWronglyOnlyWhereADigitIsChanged() {
        for (int i = 0; i < PROBLEMS.size(); i++) {
            FlawedWorking flawed = FlawedWorking.of(PROBLEMS.get(i), i);
            List<Turn> turns = flawed.conversation().turns();
            for (int turn = 0; turn < turns.size(); turn++) {
                boolean wrong = turn == flawed.turn() && flawed.mistake() == Mistake.DIGIT;
                assertThat(isCalculatedRightly(turns.get(turn).reply())).isEqualTo(!wrong);
            }
        }
    }

    private static boolean isCalculatedRightly(String reply) {
        Matcher calculation = CALCULATION.matcher(reply);
        assertThat(calculation.find()).isTrue();
        int left = Integer.parseInt(calculation.group(1));
        int right = Integer.parseInt(calculation.group(3));
        int result = switch (calculation.group(2)) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            default -> left / right;
        };
        return result == Integer.parseInt(calculation.group(4));
    }
}
