package org.openstrawberry.micro.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openstrawberry.micro.conversation.Lessons;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.micro.task.Family;
import org.openstrawberry.micro.task.Level;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Problems;
import org.openstrawberry.micro.task.Split;
import org.openstrawberry.micro.text.Tokenizer;

class ExaminerTest {

    private static final List<Problem> PROBLEMS = new Problems(Split.TRAIN, 3).distinct(Level.of(2), 6);

    @Test
    void shouldCountWhoRamblesUntilTheContextIsFullAsWrong() {
        // given: an untrained model hardly ever ends a reply
        ModelShape shape = new ModelShape(Tokenizer.standard().size(), 16, 1, 1, 16, 128);
        Weights weights = Weights.random(shape, Tokenizer.standard().fingerprint(), 1);

        // when
        try (Examiner examiner = new Examiner(weights, SamplerSettings.defaults(), 1)) {
            for (Manner manner : Manner.values()) {
                Marks marks = examiner.mark(PROBLEMS, manner, 1);

                // then
                assertThat(marks.accuracy()).isEqualTo(new Accuracy(0, 6));
                assertThat(marks.right().isEmpty()).isTrue();
                assertThat(examiner.mark(PROBLEMS, manner, 1)).isEqualTo(marks);
                try (Examiner narrow = new Examiner(
                        weights, SamplerSettings.defaults().withThreads(1).withSlots(2), 1)) {
                    assertThat(narrow.mark(PROBLEMS, manner, 1)).isEqualTo(marks);
                }
            }
        }
    }

    @Test
    void shouldCountByFamily() {
        // given: the first two are solved
        Marks marks = new Marks(
                PROBLEMS,
                List.of(
                        Lessons.oneShot(PROBLEMS.get(0)),
                        Lessons.stepByStep(PROBLEMS.get(1), 1),
                        Lessons.oneShot(PROBLEMS.get(0)),
                        Lessons.oneShot(PROBLEMS.get(0)),
                        FlawedWorking.right(PROBLEMS.get(4)),
                        Lessons.oneShot(PROBLEMS.get(0))));

        // then
        assertThat(marks.right().stream()).containsExactly(0, 1);
        assertThat(marks.accuracy()).isEqualTo(new Accuracy(2, 6));
        for (Family family : Family.values()) {
            Accuracy accuracy = marks.accuracy(problem -> problem.family() == family);
            assertThat(accuracy).isEqualTo(new Accuracy(family == Family.EQUATION ? 0 : 1, 2));
        }
        assertThatThrownBy(() -> marks.accuracy(problem -> false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Marks(PROBLEMS, List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
