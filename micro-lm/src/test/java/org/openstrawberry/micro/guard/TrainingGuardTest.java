package org.openstrawberry.micro.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openstrawberry.micro.Tiny;
import org.openstrawberry.micro.evaluate.Accuracy;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.train.StepReport;

class TrainingGuardTest {

    private static final Weights WEIGHTS = Tiny.weights(1);

    private final List<Accuracy> accuracies = new ArrayList<>(List.of(new Accuracy(60, 100)));
    private final TrainingGuard guard =
            new TrainingGuard(GuardLimits.defaults(), weights -> accuracies.removeFirst(), WEIGHTS);

    private CheckpointReport checkpoint(int right, double... shifts) {
        for (double shift : shifts) {
            guard.stepped(new StepReport(1, 0.5, 1, 10, shift));
        }
        accuracies.add(new Accuracy(right, 100));
        return guard.checkpoint(7, WEIGHTS);
    }

    @Test
    void shouldReportMeansSinceTheLastCheckpoint() {
        // when: the step with a shift of 0 is one of imitation
        CheckpointReport first = checkpoint(62, -0.5, 0, -1.5);
        CheckpointReport second = checkpoint(61, 0.25);
        CheckpointReport third = checkpoint(61);

        // then
        assertThat(guard.before()).isEqualTo(new Accuracy(60, 100));
        assertThat(first).isEqualTo(new CheckpointReport(7, 0.5, -1, new Accuracy(62, 100), Optional.empty()));
        assertThat(second.shift()).isCloseTo(0.25, within(1e-12));
        assertThat(third.shift()).isZero();
        assertThat(third.loss()).isZero();
    }

    @Test
    void shouldSeeACollapseByTheLikelihoodOfChosenReplies() {
        assertThat(checkpoint(60, -1.9, -2.0).collapse()).isEmpty();
        assertThat(checkpoint(60, -1.9, -2.3).collapse()).hasValueSatisfying(collapse -> {
            assertThat(collapse.code()).isEqualTo(Collapse.Code.LIKELIHOOD_FELL);
            assertThat(collapse.message()).contains("2.10 below", "at most 2.00");
        });
    }

    @Test
    void shouldSeeACollapseByHeldOutProblems() {
        // Three standard errors of the difference are 20.8 points.
        assertThat(checkpoint(40).collapse()).isEmpty();
        assertThat(checkpoint(38).collapse())
                .hasValueSatisfying(collapse -> assertThat(collapse)
                        .hasToString("ACCURACY_FELL: held-out accuracy was 60.0 % +- 4.9 and is 38.0 % +- 4.9"));
    }

    @Test
    void shouldRefuseLimitsThatLimitNothing() {
        assertThatThrownBy(() -> new GuardLimits(0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GuardLimits(-2, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GuardedTraining((trainer, number) -> new StepReport(1, 0, 0, 1, 0), 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
