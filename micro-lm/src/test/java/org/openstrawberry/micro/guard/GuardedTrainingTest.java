package org.openstrawberry.micro.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openstrawberry.micro.base.BaseModel;
import org.openstrawberry.micro.conversation.Lessons;
import org.openstrawberry.micro.evaluate.Examiner;
import org.openstrawberry.micro.evaluate.Manner;
import org.openstrawberry.micro.evaluate.Marks;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.micro.score.Scorer;
import org.openstrawberry.micro.task.Level;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Problems;
import org.openstrawberry.micro.task.Split;
import org.openstrawberry.micro.text.Sequence;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.micro.train.DpoLoss;
import org.openstrawberry.micro.train.Example;
import org.openstrawberry.micro.train.LearningRate;
import org.openstrawberry.micro.train.ShuffledBatches;
import org.openstrawberry.micro.train.StepReport;
import org.openstrawberry.micro.train.Trainer;
import org.openstrawberry.micro.train.TrainerSettings;

/** With the shipped model and pairs of a right working and a wrong one of its own. */
class GuardedTrainingTest {

    private static final Weights BASE = BaseModel.weights();
    private static final int STEPS = 20;

    private static final HeldOutProblems HELD_OUT = new HeldOutProblems(
            new Problems(Split.HELD_OUT, 5).distinct(Level.of(2), 100), Manner.ONE_SHOT, 0, SamplerSettings.defaults());

    private static ShuffledBatches<Example.Preference> pairs = new ShuffledBatches<>(
            List.of(new Example.Preference(
                    Sequence.of(new int[1], new int[1]), Sequence.of(new int[1], new int[1]), 0, 0)),
            1,
            1);

    private final List<CheckpointReport> checkpoints = new ArrayList<>();
    private int steps;

    @BeforeAll
    static void sample() {
        List<Problem> problems = new Problems(Split.CAMPAIGN, 5).distinct(Level.of(3), 384);
        Scorer scorer = new Scorer(BASE);
        List<Example.Preference> all = new ArrayList<>();
        try (Examiner examiner = new Examiner(BASE, SamplerSettings.defaults(), 1)) {
            Marks marks = examiner.mark(problems, Manner.ONE_SHOT, 1);
            for (int i = 0; i < problems.size(); i++) {
                if (!marks.right().get(i)) {
                    Sequence chosen = Lessons.oneShot(problems.get(i)).sequence(Tokenizer.standard());
                    Sequence rejected = marks.conversations().get(i).sequence(Tokenizer.standard());
                    double[] references = scorer.sums(List.of(chosen, rejected));
                    all.add(new Example.Preference(chosen, rejected, references[0], references[1]));
                }
            }
        }
        pairs = new ShuffledBatches<>(all, 16, 1);
    }

    private Optional<Collapse> train(DpoLoss loss, LearningRate rate, GuardLimits limits) {
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                steps++;
            }

            @Override
            public void checkpoint(CheckpointReport report) {
                checkpoints.add(report);
            }
        };
        TrainingGuard guard = new TrainingGuard(limits, HELD_OUT, BASE);
        try (Trainer trainer = Trainer.of(BASE, TrainerSettings.defaults())) {
            return new GuardedTraining(
                            (own, number) -> own.step(pairs.batch(number), loss, rate.at(number)), STEPS, STEPS / 2)
                    .run(trainer, guard, listener);
        }
    }

    private static LearningRate constant(double rate) {
        return new LearningRate(rate, rate, 0, STEPS);
    }

    @Test
    void shouldReportTheCollapseOfPlainDpoByTheLikelihood() {
        // when: held-out problems do not count
        Optional<Collapse> collapse = train(new DpoLoss(0.1, 0), constant(3e-4), new GuardLimits(-2, 100));

        // then
        assertThat(collapse).map(Collapse::code).contains(Collapse.Code.LIKELIHOOD_FELL);
        assertThat(checkpoints).last().satisfies(report -> {
            assertThat(report.shift()).isLessThan(-2);
            assertThat(report.heldOut().share()).isLessThan(0.5);
            assertThat(report.collapse()).isEqualTo(collapse);
        });
    }

    @Test
    void shouldEndACollapseEarlyByHeldOutProblems() {
        // when
        Optional<Collapse> collapse = train(new DpoLoss(0.1, 0), constant(3e-4), new GuardLimits(-1e9, 3));

        // then
        assertThat(collapse).map(Collapse::code).contains(Collapse.Code.ACCURACY_FELL);
        assertThat(steps).isEqualTo(10 * checkpoints.size());
    }

    @Test
    void shouldLetDpoWithALikelihoodTermPass() {
        // when
        Optional<Collapse> collapse =
                train(new DpoLoss(0.5, 1), new LearningRate(1e-4, 1e-5, 10, STEPS), GuardLimits.defaults());

        // then
        assertThat(collapse).isEmpty();
        assertThat(steps).isEqualTo(STEPS);
        assertThat(checkpoints).extracting(CheckpointReport::step).containsExactly(10L, 20L);
        assertThat(checkpoints).allSatisfy(report -> assertThat(report.shift()).isPositive());
    }
}
