package org.openstrawberry.orchestrator.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openstrawberry.store.run.RunSettings.SingleShotStyle;

class PromptScheduleTest {

    private static final PromptSet SET = PromptSets.defaultSet();
    private static final int DRAWS = 10_000;

    @Test
    void shouldDrawTheSameSequenceForTheSameSeed() {
        assertThat(sequence(42)).isEqualTo(sequence(42));
        assertThat(sequence(42)).isNotEqualTo(sequence(43));
    }

    /** Stored traces depend on it: the same seed must draw the same prompts in every release. */
    @Test
    void shouldDrawTheSequenceThatItAlwaysDrew() {
        assertThat(IntStream.range(1, 9)
                        .mapToObj(new PromptSchedule(SET, 1234)::next)
                        .map(Prompt::id))
                .containsExactly(
                        "first-principles",
                        "continue",
                        "unconsidered",
                        "any-mistakes",
                        "continue",
                        "continue",
                        "assumptions",
                        "slow-down");
    }

    @Test
    void shouldDrawATurnWithoutTheTurnsBeforeIt() {
        // given
        List<Prompt> inOrder = sequence(7);

        // when
        Prompt alone = new PromptSchedule(SET, 7).next(31);

        // then
        assertThat(alone).isEqualTo(inOrder.get(31));
    }

    @Test
    void shouldDrawInProportionToTheWeightsWithinATrace() {
        PromptSchedule schedule = new PromptSchedule(SET, 1);
        assertFrequencies(schedule::next);
    }

    @Test
    void shouldDrawInProportionToTheWeightsAcrossTraces() {
        assertFrequencies(trace -> new PromptSchedule(SET, SplitMix.at(5, trace)).next(1));
    }

    private static void assertFrequencies(IntFunction<Prompt> draw) {
        Map<String, Long> counts = IntStream.range(0, DRAWS)
                .mapToObj(draw)
                .collect(Collectors.groupingBy(Prompt::id, Collectors.counting()));
        double tickets = SET.next().stream().mapToInt(WeightedPrompt::weight).sum();
        assertThat(SET.next()).allSatisfy(next -> {
            double frequency = counts.getOrDefault(next.prompt().id(), 0L) / (double) DRAWS;
            assertThat(frequency)
                    .as(next.prompt().id())
                    .isCloseTo(next.weight() / tickets, within(0.02))
                    .isPositive();
        });
    }

    @Test
    void shouldUseSeveralSystemPromptsOverFiftyTraces() {
        // when
        Set<Prompt> used = new HashSet<>();
        for (int trace = 0; trace < 50; trace++) {
            used.add(new PromptSchedule(SET, SplitMix.at(1, trace)).system());
        }

        // then
        assertThat(used).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void shouldChooseTheSameSystemPromptForTheSameSeed() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(new PromptSchedule(SET, seed).system()).isEqualTo(new PromptSchedule(SET, seed).system());
        }
    }

    @Test
    void shouldPutTheCritiqueIntoTheTemplateOnce() {
        // given
        String critique = "  Step 2 drops a sign, see {critique}.\n";

        // when
        Prompt feedback = new PromptSchedule(SET, 1).feedback(critique);

        // then
        assertThat(feedback.text()).containsOnlyOnce("Step 2 drops a sign, see {critique}.");
        assertThat(feedback.reference()).isEqualTo(SET.feedback().reference());
    }

    @Test
    void shouldAskForTheMistakeWhenACritiqueHasNoText() {
        assertThat(new PromptSchedule(SET, 1).feedback(" \n")).isEqualTo(SET.feedbackWithoutText());
    }

    @Test
    void shouldCutALongCritique() {
        // when
        String feedback =
                new PromptSchedule(SET, 1).feedback("😀".repeat(100_000)).text();

        // then
        assertThat(feedback.length()).isLessThan(PromptSchedule.MAX_CRITIQUE_LENGTH + 1_000);
        assertThat(feedback.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    @Test
    void shouldTakeTheUsersTextsInPlaceOfItsOwn() {
        // given
        PromptSettings settings =
                new PromptSettings(Optional.of("Be brief."), List.of("And?", "Next!", "And?"), Optional.of("Sure?"));

        // when
        PromptSchedule schedule = new PromptSchedule(SET.with(settings), 3);

        // then
        assertThat(schedule.system().text()).isEqualTo("Be brief.");
        assertThat(schedule.singleShot(SingleShotStyle.FEW_SHOT).text()).isEqualTo("Be brief.");
        assertThat(schedule.finalCheck().text()).isEqualTo("Sure?");
        assertThat(IntStream.range(0, 100)
                        .mapToObj(schedule::next)
                        .map(Prompt::text)
                        .distinct())
                .containsExactlyInAnyOrder("And?", "Next!");
    }

    @Test
    void shouldNameDifferentUserTextsDifferently() {
        // given
        PromptSet one = SET.with(new PromptSettings(Optional.of("One."), List.of(), Optional.empty()));
        PromptSet two = SET.with(new PromptSettings(Optional.of("Two."), List.of(), Optional.empty()));

        // then
        assertThat(one.system().getFirst().id())
                .startsWith("custom-system-")
                .isNotEqualTo(two.system().getFirst().id());
    }

    @Test
    void shouldStayAsItIsWithoutSettings() {
        assertThat(SET.with(PromptSettings.DEFAULT)).isEqualTo(SET);
    }

    private static List<Prompt> sequence(long seed) {
        return IntStream.range(0, 100)
                .mapToObj(new PromptSchedule(SET, seed)::next)
                .toList();
    }
}
