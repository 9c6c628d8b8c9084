package org.openstrawberry.micro.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openstrawberry.micro.Tiny;
import org.openstrawberry.micro.kernel.MatrixKernel;
import org.openstrawberry.micro.text.Sequence;

class ScorerTest {

    private final Scorer scorer = new Scorer(Tiny.weights(1));

    @Test
    void shouldScoreASequenceAmongOthersAsAlone() {
        // given
        List<Sequence> sequences = Tiny.sequences(40, 2);

        // when
        List<float[]> together = scorer.tokens(sequences);

        // then
        for (int i = 0; i < sequences.size(); i++) {
            assertThat(together.get(i))
                    .isEqualTo(scorer.tokens(List.of(sequences.get(i))).getFirst());
        }
    }

    @Test
    void shouldGiveTheSameBitsWithLoops() {
        // given
        List<Sequence> sequences = Tiny.sequences(40, 3);

        // then
        assertThat(new Scorer(Tiny.weights(1), MatrixKernel.loops()).tokens(sequences))
                .usingRecursiveComparison()
                .isEqualTo(scorer.tokens(sequences));
    }

    @Test
    void shouldGiveProbabilitiesThatSumToOne() {
        // given
        int[] prompt = Tiny.tokens(9, 4);
        List<Sequence> endings = new ArrayList<>();
        for (int token = 0; token < Tiny.SHAPE.vocabulary(); token++) {
            endings.add(Sequence.of(prompt, new int[] {token}));
        }

        // when
        double[] scores = scorer.sums(endings);

        // then
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score);
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Test
    void shouldNotLookAhead() {
        // given
        int[] tokens = Tiny.tokens(60, 5);
        int[] other = tokens.clone();
        other[59] = (other[59] + 1) % Tiny.SHAPE.vocabulary();

        // when
        float[] scores =
                scorer.tokens(List.of(Sequence.of(new int[] {1}, tokens))).getFirst();
        float[] others =
                scorer.tokens(List.of(Sequence.of(new int[] {1}, other))).getFirst();

        // then
        for (int i = 0; i < 59; i++) {
            assertThat(others[i]).isEqualTo(scores[i]);
        }
        assertThat(others[59]).isNotEqualTo(scores[59]);
    }

    @Test
    void shouldRefuseWhatTheModelCannotRead() {
        Sequence strange = Sequence.of(new int[] {1}, new int[] {Tiny.SHAPE.vocabulary()});
        Sequence endless = Tiny.sequence(Tiny.SHAPE.context() + 1, 1);
        assertThatThrownBy(() -> scorer.sums(List.of(strange))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scorer.sums(List.of(endless))).isInstanceOf(IllegalArgumentException.class);
    }
}
