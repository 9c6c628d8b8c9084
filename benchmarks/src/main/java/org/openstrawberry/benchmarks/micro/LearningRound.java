package org.openstrawberry.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openstrawberry.micro.base.BaseModel;
import org.openstrawberry.micro.evaluate.Accuracy;
import org.openstrawberry.micro.evaluate.Examiner;
import org.openstrawberry.micro.evaluate.Manner;
import org.openstrawberry.micro.guard.GuardLimits;
import org.openstrawberry.micro.guard.HeldOutProblems;
import org.openstrawberry.micro.guard.TrainingGuard;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.micro.task.Level;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Problems;
import org.openstrawberry.micro.task.Split;

/** What one round of sampling, verifying and learning makes of the shipped model. */
public final class LearningRound {

    private static final int SAMPLES = 8;
    private static final int MIDDLE = 3;
    private static final int GUARD_PROBLEMS = 200;
    private static final int HELD_OUT = 1_500;
    private static final int OTHER_LEVELS = 300;

    private LearningRound() {}

    /**
     * Runs a round.
     *
     * @param arguments manner, ONE_SHOT or STEP_BY_STEP; recipe, RFT, DPO_NLL or COLLAPSE; problems, 2500 by default;
     *     highest learning rate; file to write the weights to, none by default
     */
    public static void main(String[] arguments) throws IOException {
        Manner manner = Manner.valueOf(arguments[0]);
        Recipe recipe = Recipe.valueOf(arguments[1]);
        int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2_500;
        double peak = arguments.length > 3 ? Double.parseDouble(arguments[3]) : recipe.peak();
        Weights base = BaseModel.weights();
        Clock clock = new Clock();

        List<Problem> problems = Harvest.problems(count, MIDDLE, 21);
        Harvest harvest = Harvest.sample(base, problems, manner, SAMPLES, 31);
        clock.tell("sampled: " + harvest);
        List<Problem> watched = new Problems(Split.HELD_OUT, 41).distinct(Level.of(MIDDLE), GUARD_PROBLEMS);
        HeldOutProblems examination = new HeldOutProblems(watched, manner, 1, SamplerSettings.defaults());
        TrainingGuard guard = new TrainingGuard(GuardLimits.defaults(), examination, base);
        Recipe.Outcome outcome = recipe.train(
                base,
                harvest,
                peak,
                guard,
                report -> System.out.printf(
                        Locale.ROOT,
                        "  step %d: loss %.3f, chosen %+.2f against the reference, held out %s%s%n",
                        report.step(),
                        report.loss(),
                        report.shift(),
                        report.heldOut(),
                        report.collapse().map(collapse -> ", " + collapse).orElse("")));
        clock.tell("trained " + outcome.steps() + " steps");
        if (arguments.length > 4) {
            outcome.weights().save(Path.of(arguments[4]));
        }
        compare(base, outcome.weights(), manner);
        clock.tell("examined");
    }

    private static void compare(Weights before, Weights after, Manner manner) {
        for (Level level : Level.ALL) {
            int count = level.number() == MIDDLE ? HELD_OUT : OTHER_LEVELS;
            List<Problem> problems = new Problems(Split.HELD_OUT, 51).distinct(level, count);
            List<String> cells = new ArrayList<>();
            for (int temperature = 0; temperature <= 1; temperature++) {
                Accuracy was = examine(before, problems, manner, temperature);
                Accuracy is = examine(after, problems, manner, temperature);
                cells.add(String.format(
                        Locale.ROOT,
                        "%s %s -> %s (%+.1f)",
                        temperature == 0 ? "greedy" : "sampled",
                        was,
                        is,
                        100 * (is.share() - was.share())));
            }
            System.out.println("level " + level.number() + ", " + manner.label() + ", n = " + count + ": "
                    + String.join("; ", cells));
        }
    }

    private static Accuracy examine(Weights weights, List<Problem> problems, Manner manner, double temperature) {
        try (Examiner examiner = new Examiner(weights, SamplerSettings.defaults(), 61)) {
            return examiner.mark(problems, manner, temperature).accuracy();
        }
    }

    /** Tells time as it passes and as processors spent it. */
    private static final class Clock {
        private long wall = System.nanoTime();
        private Duration processor = processor();

        void tell(String what) {
            long now = System.nanoTime();
            Duration spent = processor();
            System.out.printf(
                    Locale.ROOT,
                    "%s in %.1f s, %.1f s of processor time%n",
                    what,
                    (now - wall) / 1e9,
                    spent.minus(processor).toMillis() / 1e3);
            wall = now;
            processor = spent;
        }

        private static Duration processor() {
            return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        }
    }
}
