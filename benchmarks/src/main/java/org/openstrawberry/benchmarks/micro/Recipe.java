package org.openstrawberry.benchmarks.micro;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.openstrawberry.micro.guard.CheckpointReport;
import org.openstrawberry.micro.guard.Collapse;
import org.openstrawberry.micro.guard.GuardedTraining;
import org.openstrawberry.micro.guard.TrainingGuard;
import org.openstrawberry.micro.guard.TrainingListener;
import org.openstrawberry.micro.guard.TrainingStep;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.train.DpoLoss;
import org.openstrawberry.micro.train.Example;
import org.openstrawberry.micro.train.ImitationLoss;
import org.openstrawberry.micro.train.LearningRate;
import org.openstrawberry.micro.train.ShuffledBatches;
import org.openstrawberry.micro.train.Trainer;
import org.openstrawberry.micro.train.TrainerSettings;

/** How a round learns from its harvest. */
enum Recipe {
    /** Imitates every right trace, three times round. */
    RFT,
    /** DPO with a likelihood term, once through all pairs, after each step as many right traces as a replay. */
    DPO_NLL,
    /** Plain DPO with a small beta and a large learning rate: collapses. */
    COLLAPSE;

    private static final int PAIRS = 32;
    private static final int REPLAY = 32;
    private static final int IMITATED = 32;
    private static final int ROUNDS = 3;
    private static final int WARM_UP = 10;
    private static final long SEED = 11;

    /** What training made, and whether it collapsed. */
    record Outcome(Weights weights, long steps, Optional<Collapse> collapse) {}

    /** The highest learning rate, unless another is asked for. */
    double peak() {
        return switch (this) {
            case RFT -> 5e-4;
            case DPO_NLL -> 2e-4;
            case COLLAPSE -> 3e-4;
        };
    }

    Outcome train(
            Weights start, Harvest harvest, double peak, TrainingGuard guard, Consumer<CheckpointReport> listener) {
        return switch (this) {
            case RFT -> {
                ShuffledBatches<Example.Demonstration> batches =
                        new ShuffledBatches<>(harvest.demonstrations(), IMITATED, SEED);
                long steps = (long) ROUNDS * batches.perRound();
                LearningRate rate = rate(peak, steps);
                yield run(
                        start,
                        steps,
                        (trainer, number) -> trainer.step(batches.batch(number), new ImitationLoss(), rate.at(number)),
                        guard,
                        listener);
            }
            case DPO_NLL -> prefer(start, harvest, new DpoLoss(0.5, 1), peak, true, guard, listener);
            case COLLAPSE -> prefer(start, harvest, new DpoLoss(0.1, 0), peak, false, guard, listener);
        };
    }

    private static Outcome prefer(
            Weights start,
            Harvest harvest,
            DpoLoss loss,
            double peak,
            boolean replay,
            TrainingGuard guard,
            Consumer<CheckpointReport> listener) {
        ShuffledBatches<Example.Preference> pairs =
                new ShuffledBatches<>(harvest.preferences(start, SEED), PAIRS, SEED);
        List<Example.Demonstration> right = harvest.demonstrations();
        ShuffledBatches<Example.Demonstration> replayed = new ShuffledBatches<>(right, REPLAY, SEED);
        long steps = pairs.perRound();
        LearningRate rate = rate(peak, steps);
        TrainingStep step = (trainer, number) -> {
            if (replay) {
                var _ = trainer.step(replayed.batch(number), new ImitationLoss(), rate.at(number));
            }
            return trainer.step(pairs.batch(number), loss, rate.at(number));
        };
        return run(start, steps, step, guard, listener);
    }

    private static LearningRate rate(double peak, long steps) {
        return new LearningRate(peak, peak / 10, Math.min(WARM_UP, steps - 1), steps);
    }

    private static Outcome run(
            Weights start, long steps, TrainingStep step, TrainingGuard guard, Consumer<CheckpointReport> listener) {
        TrainingListener hearing = new TrainingListener() {
            @Override
            public void checkpoint(CheckpointReport report) {
                listener.accept(report);
            }
        };
        try (Trainer trainer = Trainer.of(start, TrainerSettings.defaults())) {
            Optional<Collapse> collapse =
                    new GuardedTraining(step, steps, Math.ceilDiv(steps, 4)).run(trainer, guard, hearing);
            return new Outcome(trainer.weights(), steps, collapse);
        }
    }
}
