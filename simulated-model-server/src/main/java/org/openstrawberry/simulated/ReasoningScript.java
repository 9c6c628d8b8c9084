package org.openstrawberry.simulated;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Plays the multi-turn reasoning loop as a small model would: one short step a turn, titled with {@code <turn_title>};
 * asked for the answer in {@code <final_answer>}, it gives one if it is confident, and works on otherwise. Simple
 * arithmetic, comparing and letter counting it solves, other questions it answers from a table. A system message that
 * asks for a {@code <verdict>} makes it a critic; one that asks for the {@code <final_answer>} at once gets it at once.
 * What it does depends on the conversation and the seeds alone, so that a repeated request gets the same reply.
 */
public final class ReasoningScript implements ReplyScript {

    private static final List<String> STEPS = List.of(
            "Let me restate what is asked before anything else.",
            "I write down what is given, one item at a time.",
            "Now one small calculation, with each digit in view.",
            "I check the last result by going backwards.",
            "Is there another way to see this? I try one.",
            "I look for an assumption that I have not tested.",
            "I compare both ways; they should agree.");
    private static final List<String> TITLES = List.of(
            "Restating the question",
            "Listing what is given",
            "One calculation",
            "Checking backwards",
            "Another way",
            "Testing an assumption",
            "Comparing both ways");

    private static final Pattern CHECKED_TURNS = Pattern.compile("turns? (\\d+)");

    private final long seed;
    private final double confidence;
    private final double accuracy;
    private final double passRate;
    private final Map<String, String> answers;
    private final String padding;

    private ReasoningScript(Builder builder) {
        seed = builder.seed;
        confidence = builder.confidence;
        accuracy = builder.accuracy;
        passRate = builder.passRate;
        answers = builder.answers;
        padding = " hmm".repeat(builder.padWords);
    }

    /** Settings of the script. */
    public static final class Builder {

        private long seed = 1;
        private double confidence = 1;
        private double accuracy = 1;
        private double passRate = 1;
        private Map<String, String> answers = Map.of();
        private int padWords;

        private Builder() {}

        /** Seed of every draw. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** Probability, 0 to 1, of answering when asked whether it is confident. */
        public Builder confidence(double value) {
            confidence = value;
            return this;
        }

        /** Probability, 0 to 1, that a trace ends with the right answer. */
        public Builder accuracy(double value) {
            accuracy = value;
            return this;
        }

        /** Probability, 0 to 1, of finding no mistake as a critic. */
        public Builder passRate(double value) {
            passRate = value;
            return this;
        }

        /** Answers to questions, by the question's text or a part of it. */
        public Builder answers(Map<String, String> value) {
            answers = Map.copyOf(value);
            return this;
        }

        /** Words added to each step, to make replies as long as real ones. */
        public Builder padWords(int value) {
            padWords = value;
            return this;
        }

        /** The script. */
        public ReasoningScript build() {
            return new ReasoningScript(this);
        }
    }

    /** A script that is always confident and always right. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String reply(SimulatedRequest request) {
        String system = request.systemMessage();
        if (system.contains("<verdict>")) {
            return critique(request);
        }
        int turn = request.assistantTurns();
        boolean atOnce = turn == 0 && system.contains("<final_answer>") && !system.contains("<turn_title>");
        if (atOnce) {
            return "<final_answer>" + answer(request) + "</final_answer>";
        }
        boolean asked = request.lastUserMessage().toLowerCase(Locale.ROOT).contains("<final_answer>");
        if (asked && draw(request, "confidence" + turn) < confidence) {
            return "I am confident and everything is checked.\n<final_answer>" + answer(request)
                    + "</final_answer>\n<turn_title>The answer</turn_title>";
        }
        int step = Math.floorMod(turn, STEPS.size());
        return STEPS.get(step) + padding + "\n<turn_title>" + TITLES.get(step) + "</turn_title>";
    }

    private String critique(SimulatedRequest request) {
        if (draw(request, "critique" + request.lastUserMessage().hashCode()) < passRate) {
            return "<verdict>PASS</verdict>\n<score>0.9</score>\n<first_wrong_turn></first_wrong_turn>\n"
                    + "<critique>Every step follows.</critique>";
        }
        String wrongTurn = CHECKED_TURNS
                .matcher(request.lastUserMessage())
                .results()
                .map(found -> found.group(1))
                .reduce((first, last) -> last)
                .orElse("0");
        return "<verdict>FAIL</verdict>\n<score>0.2</score>\n<first_wrong_turn>" + wrongTurn + "</first_wrong_turn>\n"
                + "<critique>The calculation in turn " + wrongTurn + " does not hold; look at it again.</critique>";
    }

    private String answer(SimulatedRequest request) {
        String question = request.firstUserMessage();
        String right =
                tabled(question).or(() -> SimpleQuestions.solve(question)).orElse("42");
        return draw(request, "accuracy") < accuracy ? right : SimpleQuestions.wrong(right);
    }

    private Optional<String> tabled(String question) {
        return answers.entrySet().stream()
                .filter(entry -> question.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** From 0 to 1, by the question, the trace or its seed, and what is drawn for. */
    private double draw(SimulatedRequest request, String purpose) {
        String trace = request.header("x-strawberry-trace")
                .orElseGet(() -> request.body().path("seed").asText(""));
        long mixed = seed;
        for (String part : List.of(request.firstUserMessage(), trace, purpose)) {
            mixed = mixed * 0x9E3779B97F4A7C15L + part.hashCode();
        }
        return new SplittableRandom(mixed).nextDouble();
    }
}
