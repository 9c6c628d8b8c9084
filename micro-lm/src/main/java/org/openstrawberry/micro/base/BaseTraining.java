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
 */
public record BaseTraining(ModelShape shape, Curriculum curriculum, LearningRate learningRate) {

    private static final double PEAK = 3e-3;
    private static final int WARM_UP = 50;

    /** The demonstration shape, with the rates that serve it best. */
    public static BaseTraining demo(long steps, long seed) {
        return new BaseTraining(
                ModelShape.demo(Tokenizer.standard().size()),
                new Curriculum(steps, seed),
                new LearningRate(PEAK, PEAK / 30, WARM_UP, steps));
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
        for (long step = trainer.steps(); step < curriculum.steps(); step++) {
            progress.accept(trainer.step(curriculum.examples(step), new ImitationLoss(), learningRate.at(step)));
        }
    }
}
