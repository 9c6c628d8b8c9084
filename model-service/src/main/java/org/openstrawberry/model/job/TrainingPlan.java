package org.openstrawberry.model.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.score.Scorer;
import org.openstrawberry.micro.text.Sequence;
import org.openstrawberry.micro.train.DpoLoss;
import org.openstrawberry.micro.train.Example;
import org.openstrawberry.micro.train.ImitationLoss;
import org.openstrawberry.micro.train.IpoLoss;
import org.openstrawberry.micro.train.LearningRate;
import org.openstrawberry.micro.train.Loss;
import org.openstrawberry.micro.train.ShuffledBatches;
import org.openstrawberry.micro.train.StepReport;
import org.openstrawberry.micro.train.Trainer;

/**
 * What each step of a job does. It depends on the files, the settings and the step's number alone, so that a job that goes on
 * from a checkpoint makes the same bits as one that never stopped.
 */
interface TrainingPlan {

    /** Steps in all. */
    long steps();

    /** Steps of one epoch. */
    long epochSteps();

    /** Tokens that all epochs together see. */
    long tokens();

    /** Whether a step's report tells the shift of chosen replies. */
    boolean isPreference(long step);

    /** Does a step, counted from 0. */
    StepReport step(Trainer trainer, long step);

    /** Mean loss on the validation file; empty without one. */
    java.util.OptionalDouble validationLoss(Weights weights);

    /** Most steps over which the rate rises. */
    int WARM_UP = 10;

    private static LearningRate rate(double peak, long steps) {
        return new LearningRate(peak, peak / 10, Math.min(WARM_UP, steps - 1), steps);
    }

    /** Imitation. */
    static TrainingPlan supervised(List<Sequence> rows, List<Sequence> validation, Tuning tuning, long seed) {
        double usual = 5e-4;
        int epochs = Objects.requireNonNullElse(tuning.epochs(), 3);
        int batch = Objects.requireNonNullElse(tuning.batch(), 64);
        ShuffledBatches<Example.Demonstration> batches = new ShuffledBatches<>(demonstrations(rows), batch, seed);
        long steps = (long) epochs * batches.perRound();
        LearningRate rate = rate(usual * Objects.requireNonNullElse(tuning.rate(), 1.0), steps);
        long tokens = epochs * rows.stream().mapToLong(Sequence::length).sum();
        return new TrainingPlan() {
            @Override
            public long steps() {
                return steps;
            }

            @Override
            public long epochSteps() {
                return batches.perRound();
            }

            @Override
            public long tokens() {
                return tokens;
            }

            @Override
            public boolean isPreference(long step) {
                return false;
            }

            @Override
            public StepReport step(Trainer trainer, long step) {
                return trainer.step(batches.batch(step), new ImitationLoss(), rate.at(step));
            }

            @Override
            public java.util.OptionalDouble validationLoss(Weights weights) {
                if (validation.isEmpty()) {
                    return java.util.OptionalDouble.empty();
                }
                double sum = 0;
                for (double one : new Scorer(weights).sums(validation)) {
                    sum -= one;
                }
                return java.util.OptionalDouble.of(sum
                        / validation.stream().mapToLong(Sequence::learntTokens).sum());
            }
        };
    }

    /**
     * Preference.
     *
     * @param replay imitated in a step after each step of preference; may be empty
     */
    static TrainingPlan preference(
            List<TrainingFiles.Pair> rows,
            List<TrainingFiles.Pair> validation,
            List<Sequence> replay,
            Tuning tuning,
            long seed,
            Weights start) {
        // Conversations bear only a third of the rate: see the library's figures.
        boolean oneShot = 2 * rows.stream().filter(TrainingFiles.Pair::oneShot).count() >= rows.size();
        double usual = oneShot ? 3e-4 : 1e-4;
        double beta = Objects.requireNonNullElse(tuning.beta(), oneShot ? 0.1 : 0.5);
        Loss<Example.Preference> loss = "ipo".equals(tuning.loss())
                ? new IpoLoss(beta)
                : new DpoLoss(beta, Objects.requireNonNullElse(tuning.likelihood(), 1.0));
        int epochs = Objects.requireNonNullElse(tuning.epochs(), 1);
        int batch = Objects.requireNonNullElse(tuning.batch(), 32);
        ShuffledBatches<Example.Preference> batches = new ShuffledBatches<>(preferences(rows, start), batch, seed);
        List<Example.Preference> held = preferences(validation, start);
        int turns = replay.isEmpty() ? 1 : 2;
        ShuffledBatches<Example.Demonstration> replays = new ShuffledBatches<>(
                demonstrations(replay.isEmpty() ? List.of(rows.getFirst().chosen()) : replay), 2 * batch, seed);
        long steps = (long) epochs * batches.perRound() * turns;
        LearningRate rate = rate(usual * Objects.requireNonNullElse(tuning.rate(), 1.0), steps);
        long tokens = epochs
                * rows.stream()
                        .mapToLong(row -> row.chosen().length() + row.rejected().length())
                        .sum();
        return new TrainingPlan() {
            @Override
            public long steps() {
                return steps;
            }

            @Override
            public long epochSteps() {
                return (long) batches.perRound() * turns;
            }

            @Override
            public long tokens() {
                return tokens;
            }

            @Override
            public boolean isPreference(long step) {
                return step % turns == 0;
            }

            @Override
            public StepReport step(Trainer trainer, long step) {
                return isPreference(step)
                        ? trainer.step(batches.batch(step / turns), loss, rate.at(step))
                        : trainer.step(replays.batch(step / turns), new ImitationLoss(), rate.at(step));
            }

            @Override
            public java.util.OptionalDouble validationLoss(Weights weights) {
                if (held.isEmpty()) {
                    return java.util.OptionalDouble.empty();
                }
                double[] scores = sums(weights, validation);
                double sum = 0;
                for (int i = 0; i < held.size(); i++) {
                    sum += loss.of(held.get(i), new double[] {scores[2 * i], scores[2 * i + 1]}, new double[2]);
                }
                return java.util.OptionalDouble.of(sum / held.size());
            }
        };
    }

    private static List<Example.Demonstration> demonstrations(List<Sequence> rows) {
        return rows.stream().map(Example.Demonstration::new).toList();
    }

    private static double[] sums(Weights weights, List<TrainingFiles.Pair> rows) {
        List<Sequence> sequences = new ArrayList<>();
        for (TrainingFiles.Pair row : rows) {
            sequences.add(row.chosen());
            sequences.add(row.rejected());
        }
        return new Scorer(weights).sums(sequences);
    }

    private static List<Example.Preference> preferences(List<TrainingFiles.Pair> rows, Weights start) {
        double[] references = sums(start, rows);
        List<Example.Preference> preferences = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            preferences.add(new Example.Preference(
                    rows.get(i).chosen(), rows.get(i).rejected(), references[2 * i], references[2 * i + 1]));
        }
        return preferences;
    }
}
