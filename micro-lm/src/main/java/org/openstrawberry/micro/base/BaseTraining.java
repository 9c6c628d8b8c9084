package org.openstrawberry.micro.base;

import java.util.function.Consumer;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.micro.train.ImitationLoss;
import org.openstrawberry.micro.train.LearningRate;
import org.openstrawberry.micro.train.StepReport;
import org.openstrawberry.micro.train.Trainer;
import org.openstrawberry.micro.train.TrainerSettings;

/**
 * Trains a model from nothing on the curriculum.
 *
 * @param shape of the model
 * @param curriculum what is shown
 * @param learningRate how far each step goes
 * @param leastRate no step after the warm-up goes less far; 0 for none. A model whose rate never becomes small stays rough:
 *     it is less sure of what it knows than it could be
 */
public record BaseTraining(ModelShape shape, Curriculum curriculum, LearningRate learningRate, double leastRate) {

    private static final double PEAK = 3e-3;
    private static final int WARM_UP = 50;

    /** The seed of the model that the library ships. */
    public static final long SHIPPED_SEED = 1;

    /** The steps that the schedule of the shipped model is laid out for. */
    public static final long SHIPPED_SCHEDULE = 4_000;

    /** A loop of learning has something to sharpen only if the model is not as sharp as it can be. */
    private static final double SHIPPED_LEAST_RATE = 1e-3;

    /** The step after which the shipped model's training ends, its rate still high, so that much is left to be learnt. */
    public static final long SHIPPED_STEPS = 4_000;

    /** Training whose rate goes down to the end. */
    public BaseTraining(ModelShape shape, Curriculum curriculum, LearningRate learningRate) {
        this(shape, curriculum, learningRate, 0);
    }

    /** The demonstration shape, with the rates that serve it best. */
    public static BaseTraining demo(long steps, long seed) {
        return new BaseTraining(
                ModelShape.demo(Tokenizer.standard().size()),
                new Curriculum(steps, seed),
                new LearningRate(PEAK, PEAK / 30, WARM_UP, steps));
    }

    /** The training of which the first {@link #SHIPPED_STEPS} make the shipped model. */
    public static BaseTraining shipped(long seed) {
        BaseTraining demo = demo(SHIPPED_SCHEDULE, seed);
        return new BaseTraining(demo.shape(), demo.curriculum(), demo.learningRate(), SHIPPED_LEAST_RATE);
    }

    /** The weights before any step. */
    public Weights start() {
        return Weights.random(shape, Tokenizer.standard().fingerprint(), curriculum.seed());
    }

    /**
     * Trains to the end and returns the weights; the same bits on any machine.
     *
     * @param progress hears of every step
     */
    public Weights train(TrainerSettings settings, Consumer<StepReport> progress) {
        try (Trainer trainer = Trainer.of(start(), settings)) {
            train(trainer, progress);
            return trainer.weights();
        }
    }

    /** Goes on to the end with a trainer that may have been resumed from a checkpoint. */
    public void train(Trainer trainer, Consumer<StepReport> progress) {
        train(trainer, curriculum.steps(), progress);
    }

    /**
     * Goes on up to a step, which may be before the end: the rates and the problems are those of the whole schedule.
     *
     * @param steps of the trainer in all
     */
    public void train(Trainer trainer, long steps, Consumer<StepReport> progress) {
        for (long step = trainer.steps(); step < steps; step++) {
            progress.accept(trainer.step(curriculum.examples(step), new ImitationLoss(), rate(step)));
        }
    }

    private double rate(long step) {
        double rate = learningRate.at(step);
        return step < learningRate.warmUp() ? rate : Math.max(leastRate, rate);
    }
}
