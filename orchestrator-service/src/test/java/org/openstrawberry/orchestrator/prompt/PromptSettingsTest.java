package org.openstrawberry.orchestrator.prompt;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptSettingsTest {

    @Test
    void shouldRefuseBlankTexts() {
        assertThatThrownBy(() -> new PromptSettings(Optional.of(" "), List.of(), Optional.empty()))
                .hasMessage("the system prompt is blank");
        assertThatThrownBy(() -> new PromptSettings(Optional.empty(), List.of("ok", ""), Optional.empty()))
                .hasMessage("the next prompt is blank");
        assertThatThrownBy(() -> new PromptSettings(Optional.empty(), List.of(), Optional.of("\n")))
                .hasMessage("the final check prompt is blank");
    }

    @Test
    void shouldRefuseWhatIsTooMuch() {
        assertThatThrownBy(() -> new PromptSettings(
                        Optional.of("x".repeat(Prompt.MAX_TEXT_LENGTH + 1)), List.of(), Optional.empty()))
                .hasMessageContaining("100001 characters");
        assertThatThrownBy(() ->
                        new PromptSettings(Optional.empty(), Collections.nCopies(201, "Go on."), Optional.empty()))
                .hasMessageContaining("201 next prompts");
    }
}
