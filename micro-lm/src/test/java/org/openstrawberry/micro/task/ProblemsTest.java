package org.openstrawberry.micro.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemsTest {

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldWorkOutWhatTheGroundTruthSays(Family family) {
        for (Level level : Level.ALL) {
            for (int index = 0; index < 300; index++) {
                Problem problem = new Problems(Split.TRAIN, 3).problem(family, level, index);
                assertThat(problem.family()).isEqualTo(family);
                assertThat(problem.level()).isEqualTo(level);
                assertThat(problem.split()).isEqualTo(Split.TRAIN);
                assertThat(problem.steps()).hasSize(level.operations());
                assertThat(problem.steps().getLast().result()).isEqualTo(problem.answer());
                assertThat(problem.steps()).allSatisfy(step -> {
                    assertThat(step.result()).isBetween(1, 20_000);
                    assertThat(step.operation().inverse().apply(step.result(), step.right()))
                            .isEqualTo(step.left());
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldGoOnWithTheResultOfTheStepBefore(Family family) {
        for (int index = 0; index < 300; index++) {
            List<Step> steps = new Problems(Split.CAMPAIGN, 4)
                    .problem(family, Level.of(5), index)
                    .steps();
            for (int i = 1; i < steps.size(); i++) {
                assertThat(steps.get(i).left()).isEqualTo(steps.get(i - 1).result());
            }
        }
    }

    @Test
    void shouldReadLikeThis() {
        Problems problems = new Problems(Split.HELD_OUT, 1);
        assertThat(problems.problem(Family.CHAIN, Level.of(2), 0).text())
                .matches("\\w+ has \\d+ \\w+\\..*\\. How many are there now\\?");
        assertThat(problems.problem(Family.COMPARISON, Level.of(2), 0).text())
                .matches("(\\w+) has \\d+ \\w+\\. .* has \\d+ .* How many .* \\1( together)?\\?");
        assertThat(problems.problem(Family.EQUATION, Level.of(2), 0).text())
                .matches("A number(, \\w+ \\d+){3} is \\d+\\. What is the number\\?");
    }

    @Test
    void shouldNeverPutAContentInTwoSplits() {
        // given
        Set<String> seen = new HashSet<>();

        // then
        for (Split split : Split.values()) {
            Set<String> own = new HashSet<>();
            for (Level level : Level.ALL) {
                for (int index = 0; index < 1000; index++) {
                    own.add(new Problems(split, index % 3).problem(level, index).content());
                }
            }
            assertThat(own).hasSizeGreaterThan(5000).noneMatch(seen::contains);
            seen.addAll(own);
        }
    }

    @Test
    void shouldDecideByNumbersAndNotByNames() {
        Set<String> texts = new HashSet<>();
        Set<String> contents = new HashSet<>();
        for (int index = 0; index < 20_000; index++) {
            Problem problem = new Problems(Split.TRAIN, 5).problem(Family.CHAIN, Level.of(1), index);
            texts.add(problem.text());
            contents.add(problem.content());
        }
        assertThat(texts).hasSizeGreaterThan(contents.size());
    }

    @Test
    void shouldSplitAsAnnounced() {
        int[] counts = new int[3];
        for (int number = 0; number < 30_000; number++) {
            switch (Split.of("chain " + number)) {
                case TRAIN -> counts[0]++;
                case CAMPAIGN -> counts[1]++;
                case HELD_OUT -> counts[2]++;
            }
        }
        assertThat(counts[0]).isBetween(20_500, 21_500);
        assertThat(counts[1]).isBetween(5_600, 6_400);
        assertThat(counts[2]).isBetween(2_700, 3_300);
    }

    @Test
    void shouldGiveTheSameProblemsForTheSameSeed() {
        List<Problem> problems = new Problems(Split.CAMPAIGN, 9).distinct(Level.of(3), 200);
        assertThat(new Problems(Split.CAMPAIGN, 9).distinct(Level.of(3), 200)).isEqualTo(problems);
        assertThat(new Problems(Split.CAMPAIGN, 10).distinct(Level.of(3), 200)).isNotEqualTo(problems);
        assertThat(problems).extracting(Problem::content).doesNotHaveDuplicates();
    }

    @Test
    void shouldSayWhenThereAreNotSoMany() {
        assertThatThrownBy(() -> new Problems(Split.HELD_OUT, 9).distinct(Level.of(1), 10_000))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Level.of(7)).isInstanceOf(IllegalArgumentException.class);
    }
}
