package org.openstrawberry.benchmarks.micro;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.critic.StepCritic;
import org.openstrawberry.micro.critic.StepScore;
import org.openstrawberry.micro.critic.StepVerdict;
import org.openstrawberry.micro.evaluate.Accuracy;
import org.openstrawberry.micro.evaluate.FlawedWorking;
import org.openstrawberry.micro.evaluate.Mistake;
import org.openstrawberry.micro.evaluate.Ranking;
import org.openstrawberry.micro.task.Problem;

/** How well a critic tells wrong workings from right ones. */
final class CriticFigures {

    private static final double[] THRESHOLDS = {0.02, 0.1, StepCritic.CAUTIOUS, StepCritic.STRICT};

    private final List<List<StepScore>> wrong = new ArrayList<>();
    private final List<Integer> wrongTurns = new ArrayList<>();
    private final List<List<StepScore>> right = new ArrayList<>();

    private CriticFigures() {}

    /** On mistakes that were put into the first half of some problems' workings; the other half is right. */
    static CriticFigures onPutMistakes(StepCritic critic, List<Problem> problems) {
        CriticFigures figures = new CriticFigures();
        List<Conversation> wrong = new ArrayList<>();
        List<Conversation> right = new ArrayList<>();
        for (int i = 0; i < problems.size(); i++) {
            if (i % 2 == 0) {
                FlawedWorking flawed = FlawedWorking.of(problems.get(i), i);
                wrong.add(flawed.conversation());
                figures.wrongTurns.add(flawed.turn());
            } else {
                right.add(FlawedWorking.right(problems.get(i)));
            }
        }
        figures.wrong.addAll(critic.scores(wrong));
        figures.right.addAll(critic.scores(right));
        return figures;
    }

    /** On what a model did itself. */
    static CriticFigures onTraces(StepCritic critic, List<OwnTrace> traces) {
        CriticFigures figures = new CriticFigures();
        for (OwnTrace trace : traces) {
            List<StepScore> scores =
                    critic.scores(List.of(trace.upToTheMistake())).getFirst();
            if (trace.firstWrong().isPresent()) {
                figures.wrong.add(scores);
                figures.wrongTurns.add(trace.firstWrong().getAsInt());
            } else {
                figures.right.add(scores);
            }
        }
        return figures;
    }

    /** The share of put mistakes of each kind that are doubted. */
    static Map<Mistake, Accuracy> recallByKind(StepCritic critic, List<Problem> problems, double threshold) {
        Map<Mistake, int[]> counts = new EnumMap<>(Mistake.class);
        for (int i = 0; i < problems.size(); i++) {
            FlawedWorking flawed = FlawedWorking.of(problems.get(i), i);
            int[] count = counts.computeIfAbsent(flawed.mistake(), kind -> new int[2]);
            count[0] += critic.verdict(flawed.conversation(), 0, threshold).passes() ? 0 : 1;
            count[1]++;
        }
        Map<Mistake, Accuracy> recall = new EnumMap<>(Mistake.class);
        counts.forEach((kind, count) -> recall.put(kind, new Accuracy(count[0], count[1])));
        return recall;
    }

    int wrongOnes() {
        return wrong.size();
    }

    int rightOnes() {
        return right.size();
    }

    double areaUnderCurve() {
        return Ranking.areaUnderCurve(least(wrong), least(right));
    }

    private static double[] least(List<List<StepScore>> all) {
        return all.stream()
                .mapToDouble(steps -> steps.stream()
                        .min(Comparator.comparingDouble(StepScore::logProbability))
                        .orElseThrow()
                        .logProbability())
                .toArray();
    }

    /** Cells of a table: for each threshold precision, recall, and how often the first doubt meets the wrong turn. */
    String cells() {
        StringBuilder cells = new StringBuilder();
        for (double threshold : THRESHOLDS) {
            int caught = 0;
            int located = 0;
            for (int i = 0; i < wrong.size(); i++) {
                StepVerdict verdict = new StepVerdict(wrong.get(i), threshold);
                caught += verdict.passes() ? 0 : 1;
                int turn = wrongTurns.get(i);
                located += verdict.firstDoubtful()
                                .filter(step -> step.turn() == turn)
                                .isPresent()
                        ? 1
                        : 0;
            }
            long alarms = right.stream()
                    .filter(steps -> !new StepVerdict(steps, threshold).passes())
                    .count();
            cells.append(String.format(
                    Locale.ROOT,
                    " | %.0f / %.0f / %.0f",
                    100.0 * caught / Math.max(1, caught + alarms),
                    100.0 * caught / wrong.size(),
                    100.0 * located / Math.max(1, caught)));
        }
        return cells.toString();
    }
}
