package org.openstrawberry.micro.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.micro.train.Example;
import org.openstrawberry.micro.train.LearningRate;
import org.openstrawberry.micro.train.Trainer;
import org.openstrawberry.micro.train.TrainerSettings;

class BaseTrainingTest {

    private static final ModelShape SHAPE = new ModelShape(Tokenizer.standard().size(), 32, 1, 1, 64, 256);
    private static final BaseTraining TRAINING =
            new BaseTraining(SHAPE, new Curriculum(30, 1), new LearningRate(1e-2, 1e-3, 2, 30));

    private static double meanLength(Curriculum curriculum, long step) {
        return curriculum.examples(step).stream()
                .mapToInt(example -> example.sequence().length())
                .average()
                .orElseThrow();
    }

    @Test
    void shouldLearnWhatWorkingLooksLikeAndRepeatItselfToTheBit() {
        // when
        List<Double> losses = new ArrayList<>();
        Weights weights =
                TRAINING.train(TrainerSettings.defaults().withThreads(2), report -> losses.add(report.loss()));

        // then
        assertThat(losses).hasSize(30);
        assertThat(losses.getFirst()).isGreaterThan(4);
        assertThat(losses.getLast()).isLessThan(3);
        assertThat(TRAINING.train(TrainerSettings.defaults().withThreads(1), report -> {}))
                .isEqualTo(weights);
    }

    @Test
    void shouldGoOnFromACheckpoint() {
        // given
        Weights whole = TRAINING.train(TrainerSettings.defaults(), report -> {});
        try (Trainer first = Trainer.of(TRAINING.start(), TrainerSettings.defaults())) {
            for (int step = 0; step < 11; step++) {
                first.step(
                        TRAINING.curriculum().examples(step),
                        new org.openstrawberry.micro.train.ImitationLoss(),
                        TRAINING.learningRate().at(step));
            }

            // when
            try (Trainer second = Trainer.resume(first.checkpoint(), TrainerSettings.defaults())) {
                TRAINING.train(second, report -> {});

                // then
                assertThat(second.weights()).isEqualTo(whole);
            }
        }
    }

    @Test
    void shouldGoNoLessFarThanTheLeastRate() {
        // given
        BaseTraining rough = new BaseTraining(SHAPE, TRAINING.curriculum(), new LearningRate(1e-2, 1e-4, 2, 30), 1e-2);
        BaseTraining constant = new BaseTraining(SHAPE, TRAINING.curriculum(), new LearningRate(1e-2, 1e-2, 2, 30));

        // then
        assertThat(afterFiveSteps(rough)).isEqualTo(afterFiveSteps(constant)).isNotEqualTo(afterFiveSteps(TRAINING));
    }

    private static Weights afterFiveSteps(BaseTraining training) {
        try (Trainer trainer = Trainer.of(training.start(), TrainerSettings.defaults())) {
            training.train(trainer, 5, report -> {});
            assertThat(trainer.steps()).isEqualTo(5);
            return trainer.weights();
        }
    }

    @Test
    void shouldShowTheSameAtTheSameStepAndFillIt() {
        Curriculum curriculum = new Curriculum(1000, 5);
        List<Example.Demonstration> examples = curriculum.examples(700);
        assertThat(curriculum.examples(700)).isEqualTo(examples);
        assertThat(curriculum.examples(701)).isNotEqualTo(examples);
        assertThat(new Curriculum(1000, 6).examples(700)).isNotEqualTo(examples);
        int tokens = examples.stream()
                .mapToInt(example -> example.sequence().length())
                .sum();
        assertThat(tokens).isBetween(2048, 2048 + 256);
    }

    @Test
    void shouldBeginWithTheEasyOnes() {
        Curriculum curriculum = new Curriculum(1000, 5);
        assertThat(meanLength(curriculum, 10)).isLessThan(meanLength(curriculum, 250));
        assertThat(meanLength(curriculum, 250)).isLessThan(meanLength(curriculum, 500));
    }
}
