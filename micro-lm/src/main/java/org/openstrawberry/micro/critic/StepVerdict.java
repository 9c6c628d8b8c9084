package org.openstrawberry.micro.critic;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a critic thinks of a window of turns.
 *
 * @param steps how likely each step is; never empty
 * @param threshold probability, 0 to 1, below which a step is doubted
 */
public record StepVerdict(List<StepScore> steps, double threshold) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if there is no step, or the threshold is not between 0 and 1
     */
    public StepVerdict {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || !(threshold > 0) || !(threshold < 1)) {
            throw new IllegalArgumentException(steps.size() + " steps, threshold " + threshold);
        }
    }

    /** The first step that is doubted. */
    public Optional<StepScore> firstDoubtful() {
        return steps.stream().filter(step -> step.probability() < threshold).findFirst();
    }

    /** Whether no step is doubted. */
    public boolean passes() {
        return firstDoubtful().isEmpty();
    }

    /** 0 to 1, from the least likely step's probability: 0.5 at the threshold. */
    public double score() {
        double least = steps.stream()
                .min(Comparator.comparingDouble(StepScore::logProbability))
                .orElseThrow()
                .probability();
        return least < threshold ? 0.5 * least / threshold : 0.5 + 0.5 * (least - threshold) / (1 - threshold);
    }

    /**
     * The verdict in the elements that the verifier reads.
     *
     * @param firstTurn the number that the conversation's first turn has for the reader
     */
    public String text(int firstTurn) {
        // Two decimals must not lift a failure to what only a pass may have.
        double shown = passes() ? Math.max(0.5, score()) : Math.min(0.49, score());
        String head = "<verdict>" + (passes() ? "PASS" : "FAIL") + "</verdict>\n<score>"
                + String.format(java.util.Locale.ROOT, "%.2f", shown) + "</score>\n";
        return head
                + firstDoubtful()
                        .map(step -> firstWrong(firstTurn + step.turn(), step))
                        .orElse("<first_wrong_turn></first_wrong_turn>\n"
                                + "<critique>Every step is what I expect after the ones before it.</critique>");
    }

    private static String firstWrong(int number, StepScore step) {
        return "<first_wrong_turn>" + number + "</first_wrong_turn>\n<critique>In turn " + number
                + " I would have expected another step: the one shown has a probability of "
                + String.format(java.util.Locale.ROOT, "%.3f", step.probability()) + ". Look at it again.</critique>";
    }
}
