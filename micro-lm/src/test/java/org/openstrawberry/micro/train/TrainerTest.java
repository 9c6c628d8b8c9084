package org.openstrawberry.micro.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.micro.Tiny;
import org.openstrawberry.micro.kernel.MatrixKernel;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.score.Scorer;
import org.openstrawberry.micro.text.Sequence;

class TrainerTest {

    private static final TrainerSettings SETTINGS = TrainerSettings.defaults();

    private static List<Example.Demonstration> demonstrations(int count, long seed) {
        return Tiny.sequences(count, seed).stream()
                .map(Example.Demonstration::new)
                .toList();
    }

    private static List<Example.Preference> pairs(Weights reference, int count) {
        Scorer scorer = new Scorer(reference);
        List<Example.Preference> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] prompt = Tiny.tokens(6, i);
            Sequence chosen = Sequence.of(prompt, Tiny.tokens(8, 1000 + i));
            Sequence rejected = Sequence.of(prompt, Tiny.tokens(5, 2000 + i));
            double[] references = scorer.sums(List.of(chosen, rejected));
            pairs.add(new Example.Preference(chosen, rejected, references[0], references[1]));
        }
        return pairs;
    }

    private static Weights trained(TrainerSettings settings) {
        try (Trainer trainer = Trainer.of(Tiny.weights(1), settings)) {
            train(trainer, 0, 6);
            return trainer.weights();
        }
    }

    private static void train(Trainer trainer, int from, int to) {
        ShuffledBatches<Example.Demonstration> batches = new ShuffledBatches<>(demonstrations(100, 5), 40, 9);
        LearningRate rate = new LearningRate(3e-3, 0, 2, 6);
        for (int step = from; step < to; step++) {
            trainer.step(batches.batch(step), new ImitationLoss(), rate.at(step));
        }
    }

    @Test
    void shouldRepeatItselfToTheBitOnAnyNumberOfThreads() {
        Weights once = trained(SETTINGS.withThreads(1));
        assertThat(trained(SETTINGS.withThreads(1))).isEqualTo(once);
        assertThat(trained(SETTINGS.withThreads(2))).isEqualTo(once);
        assertThat(trained(SETTINGS.withThreads(4))).isEqualTo(once);
        assertThat(once).isNotEqualTo(Tiny.weights(1));
    }

    @Test
    void shouldLearnTheSameBitsWithLoops() {
        assertThat(trained(SETTINGS.withKernel(MatrixKernel.loops()))).isEqualTo(trained(SETTINGS));
    }

    @Test
    void shouldGoOnFromACheckpointAsIfNothingHadHappened(@TempDir Path folder) throws IOException {
        // given
        Path file = folder.resolve("checkpoint");
        try (Trainer trainer = Trainer.of(Tiny.weights(1), SETTINGS)) {
            train(trainer, 0, 3);
            trainer.checkpoint().save(file);
        }

        // when
        Checkpoint checkpoint = Checkpoint.load(file);
        try (Trainer trainer = Trainer.resume(checkpoint, SETTINGS)) {
            train(trainer, 3, 6);

            // then
            assertThat(checkpoint.steps()).isEqualTo(3);
            assertThat(trainer.steps()).isEqualTo(6);
            assertThat(trainer.weights()).isEqualTo(trained(SETTINGS));
        }
    }

    @Test
    void shouldLearnAFewSequencesByHeart() {
        // given
        List<Example.Demonstration> few = demonstrations(4, 6);
        double loss = Double.NaN;

        // when
        try (Trainer trainer = Trainer.of(Tiny.weights(1), SETTINGS)) {
            for (int step = 0; step < 300; step++) {
                loss = trainer.step(few, new ImitationLoss(), 1e-2).loss();
            }
        }

        // then
        assertThat(loss).isLessThan(0.05);
    }

    @Test
    void shouldReportTheMeanLossOfAllLearntTokens() {
        // given
        List<Example.Demonstration> examples = demonstrations(30, 7);
        List<Sequence> sequences =
                examples.stream().map(Example.Demonstration::sequence).toList();
        double sum = 0;
        int tokens = 0;
        for (float[] scores : new Scorer(Tiny.weights(1)).tokens(sequences)) {
            tokens += scores.length;
            for (float score : scores) {
                sum -= score;
            }
        }

        // when
        try (Trainer trainer = Trainer.of(Tiny.weights(1), SETTINGS)) {
            StepReport report = trainer.step(examples, new ImitationLoss(), 0);

            // then
            assertThat(report.loss()).isCloseTo(sum / tokens, within(1e-6));
            assertThat(report.step()).isOne();
            assertThat(report.rows())
                    .isEqualTo(sequences.stream()
                            .mapToInt(sequence -> sequence.length() - 1)
                            .sum());
            assertThat(trainer.weights()).isEqualTo(Tiny.weights(1));
        }
    }

    @Test
    void shouldPreferTheChosenMoreWithEveryLossOverPairs() {
        Weights reference = Tiny.weights(1);
        List<Example.Preference> pairs = pairs(reference, 24);
        for (Loss<Example.Preference> loss : List.of(new DpoLoss(0.1, 0), new DpoLoss(0.1, 1), new IpoLoss(0.1))) {
            // when
            try (Trainer trainer = Trainer.of(reference, SETTINGS)) {
                for (int step = 0; step < 25; step++) {
                    trainer.step(pairs, loss, 1e-3);
                }

                // then
                Scorer scorer = new Scorer(trainer.weights());
                double margin = pairs.stream()
                        .mapToDouble(pair -> pair.margin(scorer.sums(pair.sequences())))
                        .average()
                        .orElseThrow();
                assertThat(margin).isGreaterThan(1);
            }
        }
    }

    @Test
    void shouldKeepTheChosenLikelyOnlyWithTheLikelihoodTerm() {
        // given
        Weights reference = Tiny.weights(1);
        List<Example.Preference> pairs = pairs(reference, 24);
        double[] shifts = new double[2];

        // when
        for (int likelihood = 0; likelihood < 2; likelihood++) {
            try (Trainer trainer = Trainer.of(reference, SETTINGS)) {
                for (int step = 0; step < 40; step++) {
                    shifts[likelihood] = trainer.step(pairs, new DpoLoss(0.1, likelihood), 1e-3)
                            .shift();
                }
            }
        }

        // then
        assertThat(shifts[1]).isGreaterThan(shifts[0]).isPositive();
    }

    @Test
    void shouldRaiseTheGoodAndSinkTheBadWithoutPairs() {
        // given
        Weights reference = Tiny.weights(1);
        List<Example.Judged> judged = new ArrayList<>();
        for (Example.Preference pair : pairs(reference, 24)) {
            judged.add(new Example.Judged(pair.chosen(), true, pair.chosenReference()));
            judged.add(new Example.Judged(pair.rejected(), false, pair.rejectedReference()));
        }

        // when
        try (Trainer trainer = Trainer.of(reference, SETTINGS)) {
            for (int step = 0; step < 25; step++) {
                trainer.step(judged, new KtoLoss(0.1, 1, 1, 0), 1e-3);
            }

            // then
            Scorer scorer = new Scorer(trainer.weights());
            double gain = judged.stream()
                    .mapToDouble(
                            one -> (one.desirable() ? 1 : -1) * (scorer.sums(one.sequences())[0] - one.reference()))
                    .average()
                    .orElseThrow();
            assertThat(gain).isGreaterThan(0.5);
        }
    }

    @Test
    void shouldRefuseAStepThatIsNotFiniteAndStayAsItWas() {
        // given
        Loss<Example.Demonstration> broken = (example, logProbabilities, derivatives) -> {
            derivatives[0] = Double.NaN;
            return 0;
        };

        // then
        try (Trainer trainer = Trainer.of(Tiny.weights(1), SETTINGS)) {
            assertThatThrownBy(() -> trainer.step(demonstrations(3, 1), broken, 1e-3))
                    .isInstanceOfSatisfying(
                            TrainingDivergedException.class,
                            e -> assertThat(e.step()).isOne());
            assertThat(trainer.weights()).isEqualTo(Tiny.weights(1));
            assertThat(trainer.steps()).isZero();
        }
    }

    @Test
    void shouldBeCancelledByAnInterrupt() {
        try (Trainer trainer = Trainer.of(Tiny.weights(1), SETTINGS)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> trainer.step(demonstrations(3, 1), new ImitationLoss(), 1e-3))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(trainer.steps()).isZero();
        }
    }

    @Test
    void shouldPassOnWhatIsWrongWithAnExample() {
        try (Trainer trainer = Trainer.of(Tiny.weights(1), SETTINGS)) {
            Example.Demonstration endless = new Example.Demonstration(Tiny.sequence(200, 1));
            assertThatThrownBy(() -> trainer.step(List.of(endless), new ImitationLoss(), 1e-3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("context");
            assertThatThrownBy(() -> trainer.step(List.of(), new ImitationLoss(), 1e-3))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
