package org.openstrawberry.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openstrawberry.micro.base.BaseModel;
import org.openstrawberry.micro.critic.Doubt;
import org.openstrawberry.micro.critic.StepCritic;
import org.openstrawberry.micro.evaluate.Examiner;
import org.openstrawberry.micro.evaluate.Manner;
import org.openstrawberry.micro.evaluate.Marks;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.sample.Sampler;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.micro.score.Scorer;
import org.openstrawberry.micro.task.Family;
import org.openstrawberry.micro.task.Level;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Problems;
import org.openstrawberry.micro.task.Split;
import org.openstrawberry.micro.text.Tokenizer;

/** The figures of {@code docs/micro-model.md}, as tables. */
public final class ModelCard {

    private static final long SEED = 71;
    private static final List<Integer> CRITIC_LEVELS = List.of(2, 3, 4, 5);

    private final int count;

    private ModelCard(int count) {
        this.count = count;
    }

    /**
     * Measures.
     *
     * @param arguments problems of each level, 1500 by default; file with the weights of a later round, to be criticised by
     *     the base and to criticise it, none by default
     */
    public static void main(String[] arguments) throws IOException {
        ModelCard card = new ModelCard(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_500);
        Weights base = BaseModel.weights();
        card.solver(base);
        card.putMistakes(base);
        card.ownMistakes("base", base, List.of("base"), List.of(base));
        if (arguments.length > 1) {
            Weights later = Weights.load(Path.of(arguments[1]));
            card.ownMistakes("base", base, List.of("later round"), List.of(later));
            card.ownMistakes("later round", later, List.of("later round", "base"), List.of(later, base));
        }
        card.corrector(base);
    }

    private static List<Problem> problems(int level, int count) {
        return new Problems(Split.HELD_OUT, SEED).distinct(Level.of(level), count);
    }

    private void solver(Weights weights) {
        System.out.println("\nSolver: % of " + count + " held-out problems per level");
        System.out.println("| level | manner | temperature | all | chain | comparison | equation |");
        System.out.println("|---|---|---|---|---|---|---|");
        try (Examiner examiner = new Examiner(weights, SamplerSettings.defaults(), SEED)) {
            for (Level level : Level.ALL) {
                for (Manner manner : Manner.values()) {
                    for (int temperature = 0; temperature <= 1; temperature++) {
                        Marks marks = examiner.mark(problems(level.number(), count), manner, temperature);
                        System.out.println(row(level, manner, temperature, marks));
                    }
                }
            }
        }
    }

    private static String row(Level level, Manner manner, int temperature, Marks marks) {
        StringBuilder row = new StringBuilder("| " + level.number() + " | " + manner.label() + " | " + temperature);
        row.append(" | ").append(marks.accuracy());
        for (Family family : Family.values()) {
            row.append(" | ").append(marks.accuracy(problem -> problem.family() == family));
        }
        return row + " |";
    }

    private static StepCritic critic(Weights weights) {
        return new StepCritic(new Scorer(weights), Tokenizer.standard());
    }

    private void putMistakes(Weights weights) {
        int size = Math.min(count, 600);
        System.out.println("\nCritic on mistakes put into " + size / 2 + " of " + size + " right workings per level");
        header();
        for (int level : CRITIC_LEVELS) {
            CriticFigures figures = CriticFigures.onPutMistakes(critic(weights), problems(level, size));
            System.out.printf(Locale.ROOT, "| %d | %.3f%s |%n", level, figures.areaUnderCurve(), figures.cells());
        }
        System.out.println("recall by kind, level 3, below 0.1: "
                + CriticFigures.recallByKind(critic(weights), problems(3, size), 0.1));
    }

    private static void header() {
        System.out.println("| level | AUC | below 0.02: precision / recall / turn met | 0.1 | 0.3 | 0.6 |");
        System.out.println("|---|---|---|---|---|---|");
    }

    private static List<OwnTrace> traces(Weights weights, int level, int count, double temperature) {
        try (Examiner examiner = new Examiner(weights, SamplerSettings.defaults(), SEED)) {
            return OwnTrace.of(examiner.mark(problems(level, count), Manner.STEP_BY_STEP, temperature));
        }
    }

    private void ownMistakes(String name, Weights weights, List<String> criticNames, List<Weights> critics) {
        int size = Math.min(count, 600);
        for (int temperature = 1; temperature >= 0; temperature--) {
            List<List<OwnTrace>> traces = new ArrayList<>();
            for (int level : CRITIC_LEVELS) {
                traces.add(traces(weights, level, size, temperature));
            }
            for (int i = 0; i < critics.size(); i++) {
                System.out.println("\nOwn mistakes: written by the " + name + " at temperature " + temperature
                        + ", criticised by the " + criticNames.get(i) + ", " + size + " conversations per level");
                header();
                for (int j = 0; j < CRITIC_LEVELS.size(); j++) {
                    CriticFigures figures = CriticFigures.onTraces(critic(critics.get(i)), traces.get(j));
                    System.out.printf(
                            Locale.ROOT,
                            "| %d (%d wrong, %d right) | %.3f%s |%n",
                            CRITIC_LEVELS.get(j),
                            figures.wrongOnes(),
                            figures.rightOnes(),
                            figures.areaUnderCurve(),
                            figures.cells());
                }
            }
        }
    }

    private void corrector(Weights weights) {
        int size = Math.min(count, 400);
        System.out.println("\nCorrector: " + size + " conversations per level, sampled at temperature 1");
        System.out.println("| level | threshold | first wrong turn repaired | right conversation broken |");
        System.out.println("|---|---|---|---|");
        try (Sampler sampler = new Sampler(weights, SamplerSettings.defaults())) {
            Doubt doubt = new Doubt(critic(weights), sampler, Tokenizer.standard());
            for (int level : CRITIC_LEVELS) {
                List<OwnTrace> traces = traces(weights, level, size, 1);
                for (double threshold : new double[] {StepCritic.CAUTIOUS, StepCritic.STRICT}) {
                    CorrectorFigures figures = CorrectorFigures.of(doubt, traces, threshold);
                    System.out.println("| " + level + " | " + threshold + " | " + figures.repaired() + " (n = "
                            + figures.repaired().total() + ") | " + figures.broken() + " (n = "
                            + figures.broken().total() + ") |");
                }
            }
        }
    }
}
