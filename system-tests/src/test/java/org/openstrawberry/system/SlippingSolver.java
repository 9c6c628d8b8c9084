package org.openstrawberry.system;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openstrawberry.simulated.ReplyScript;
import org.openstrawberry.simulated.SimulatedRequest;

/**
 * A solver of sums that slips in turn {@value #SLIP}, carries the mistake on, and calculates again when somebody objects;
 * and a critic that calculates everything again itself.
 */
final class SlippingSolver implements ReplyScript {
    /** The turn with the mistake. */
    static final int SLIP = 2;

    /** What the critic says about it. */
    static final String OBJECTION = "That does not add up";

    private static final Pattern SUM = Pattern.compile("(\\d+) \\+ (\\d+) = (\\d+)");
    private static final Pattern QUESTION = Pattern.compile("What is (\\d+) \\+ (\\d+)\\?");
    private static final Pattern WROTE =
            Pattern.compile("=== BEGIN TURN (\\d+), WHAT THE SOLVER WROTE .*?===\\n(.*?)\\n=== END", Pattern.DOTALL);

    private volatile CountDownLatch critic = new CountDownLatch(0);

    /** Lets the critic answer nothing until {@link #resume}. */
    void holdCritic() {
        critic = new CountDownLatch(1);
    }

    /** Lets the critic answer what it was asked and will be asked. */
    void resume() {
        critic.countDown();
    }

    @Override
    public String reply(SimulatedRequest request) {
        return request.systemMessage().contains("<verdict>") ? criticise(request) : solve(request);
    }

    private static String solve(SimulatedRequest request) {
        MatchResult question = find(QUESTION, request.firstUserMessage());
        int one = Integer.parseInt(question.group(1));
        int other = Integer.parseInt(question.group(2));
        String asked = request.lastUserMessage();
        int turn = request.assistantTurns();
        if (asked.contains(OBJECTION)) {
            return sum(one, other, one + other);
        }
        if (turn < SLIP) {
            return sum(turn == 0 ? one : other, 0, turn == 0 ? one : other);
        }
        if (turn == SLIP) {
            return sum(one, other, one + other + 1);
        }
        int result = request.messages().stream()
                .filter(message -> message.role().equals("assistant"))
                .flatMap(message -> SUM.matcher(message.content()).results())
                .mapToInt(found -> Integer.parseInt(found.group(3)))
                .reduce(0, (_, last) -> last);
        return asked.contains("<final_answer>")
                ? "<final_answer>" + result + "</final_answer>"
                : sum(result, 0, result);
    }

    private static String sum(int one, int other, int result) {
        return "%d + %d = %d%n<turn_title>Adding %d and %d</turn_title>".formatted(one, other, result, one, other);
    }

    private String criticise(SimulatedRequest request) {
        try {
            if (!critic.await(Duration.ofMinutes(1).toMillis(), TimeUnit.MILLISECONDS)) {
                return "";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
        Matcher turns = WROTE.matcher(request.lastUserMessage());
        while (turns.find()) {
            boolean wrong = SUM.matcher(turns.group(2)).results().anyMatch(SlippingSolver::isWrong);
            if (wrong) {
                return "<calculation>0.1</calculation><verdict>FAIL</verdict><score>0.1</score>"
                        + "<first_wrong_turn>" + turns.group(1) + "</first_wrong_turn><critique>" + OBJECTION
                        + " in turn " + turns.group(1) + ".</critique>";
            }
        }
        return "<calculation>0.9</calculation><verdict>PASS</verdict><score>0.9</score>"
                + "<first_wrong_turn></first_wrong_turn><critique>It adds up.</critique>";
    }

    private static boolean isWrong(MatchResult sum) {
        return Integer.parseInt(sum.group(1)) + Integer.parseInt(sum.group(2)) != Integer.parseInt(sum.group(3));
    }

    private static MatchResult find(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElseThrow();
    }
}
