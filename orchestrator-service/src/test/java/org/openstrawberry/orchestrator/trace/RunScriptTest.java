package org.openstrawberry.orchestrator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.orchestrator.prompt.PromptSets;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.run.RunSettings.SingleShotStyle;

class RunScriptTest {

    @Test
    void shouldFollowTheSettingsOfTheRun() {
        // given
        RunSettings settings = settings(new RunSettings.Prompts(SingleShotStyle.FEW_SHOT, null, List.of(), null));

        // when
        RunScript script = RunScript.of(RunMode.TRACE, settings, PromptSets.defaultSet());

        // then
        assertThat(script.policy())
                .isEqualTo(new TracePolicy(
                        RunMode.TRACE, 30, 5, false, 4_000L, null, Duration.ofMinutes(2), VerifierMode.FEEDBACK));
        assertThat(script.prompts()).isEqualTo(PromptSets.defaultSet());
        assertThat(script.trace(3, "problem").problem()).isEqualTo("problem");
    }

    @Test
    void shouldChooseTheSystemPromptByMode() {
        // given
        RunSettings settings = settings(new RunSettings.Prompts(SingleShotStyle.FEW_SHOT, null, List.of(), null));

        // when
        RunScript trace = RunScript.of(RunMode.TRACE, settings, PromptSets.defaultSet());
        RunScript singleShot = RunScript.of(RunMode.SINGLE_SHOT, settings, PromptSets.defaultSet());

        // then
        assertThat(PromptSets.defaultSet().system()).contains(trace.systemPrompt(3));
        assertThat(singleShot.systemPrompt(3).id()).isEqualTo("few-shot");
    }

    @Test
    void shouldTakeTheUsersTexts() {
        // given
        RunSettings settings = settings(
                new RunSettings.Prompts(SingleShotStyle.ZERO_SHOT, "Be brief.", List.of("And?"), "Are you done?"));

        // when
        RunScript script = RunScript.of(RunMode.TRACE, settings, PromptSets.defaultSet());

        // then
        assertThat(script.systemPrompt(3).text()).isEqualTo("Be brief.");
        assertThat(script.trace(3, "problem").scheduledTurn(1).prompt()).isEqualTo("And?");
        assertThat(script.trace(3, "problem").scheduledTurn(5).prompt()).isEqualTo("Are you done?");
    }

    private static RunSettings settings(RunSettings.Prompts prompts) {
        return new RunSettings(
                0.7,
                null,
                1_024,
                1234,
                30,
                5,
                false,
                64,
                300,
                prompts,
                new RunSettings.Limits(4_000L, 120L, 1_000_000L, BigDecimal.TEN),
                new RunSettings.Verifier(VerifierMode.FEEDBACK, null, 0, 3, 3, null),
                null);
    }
}
