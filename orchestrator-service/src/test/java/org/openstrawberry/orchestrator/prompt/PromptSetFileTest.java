package org.openstrawberry.orchestrator.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstrawberry.store.run.RunSettings.SingleShotStyle;

class PromptSetFileTest {

    private static final String COMPLETE = """
        # a comment

        [system one v3]

        Line one.

        Line two.

        [next go v1 weight=4]
        Go on.
        [next stop v1]
        Stop [here].
        [final-check sure v2]
        Sure?
        [feedback critique v1]
        Somebody says: {critique}
        [feedback-without-text quiet v1]
        Somebody disagrees.
        [single-shot zero-shot v1]
        Zero.
        [single-shot few-shot v1]
        Few.
        [single-shot chain-of-thought v1]
        Chain.
        """;

    @Test
    void shouldReadEachKindOfPrompt() {
        // when
        PromptSet set = PromptSetFile.parse("test", 7, COMPLETE);

        // then
        assertThat(set.id()).isEqualTo("test");
        assertThat(set.version()).isEqualTo(7);
        assertThat(set.system()).containsExactly(new Prompt("one", 3, "Line one.\n\nLine two."));
        assertThat(set.next())
                .containsExactly(
                        new WeightedPrompt(new Prompt("go", 1, "Go on."), 4),
                        new WeightedPrompt(new Prompt("stop", 1, "Stop [here]."), 1));
        assertThat(set.finalCheck()).isEqualTo(new Prompt("sure", 2, "Sure?"));
        assertThat(set.feedback().text()).isEqualTo("Somebody says: {critique}");
        assertThat(set.feedbackWithoutText().text()).isEqualTo("Somebody disagrees.");
        assertThat(set.singleShot()).containsOnlyKeys(SingleShotStyle.values());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[system one v3]     | stray                   | line 3: text before the first header",
                "[next go v1 weight=4] | [next go v1 weight=0] | weight must be from 1",
                "[next go v1 weight=4] | [next go v1 weight=x] | line 9: no number in weight=x",
                "[next go v1 weight=4] | [next go 1 weight=4]  | line 9: expected vN",
                "[next go v1 weight=4] | [next go v0 weight=4] | version starts at 1",
                "[next go v1 weight=4] | [next go]             | line 9: a header is",
                "[next go v1 weight=4] | [netx go v1]          | line 9: prompt go is of unknown kind netx",
                "[next stop v1]        | [next go v1]          | two prompts called go",
                "Sure?                 | ''                    | line 13: prompt sure has no text",
                "[final-check sure v2] | [next sure v2]        | no prompt of kind final-check",
                "[feedback critique v1] | [feedback-without-text critique v1] | stands twice",
                "{critique}            | nothing               | must hold {critique} once",
                "[single-shot few-shot v1] | [single-shot no-shot v1] | no-shot is no single-shot style",
                "[single-shot few-shot v1] | [single-shot zero-shot v1] | zero-shot stands twice"
            })
    void shouldSayWhereAFileIsWrong(String right, String wrong, String message) {
        assertThatThrownBy(() -> PromptSetFile.parse("test", 1, COMPLETE.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseAnUnknownSet() {
        assertThatThrownBy(() -> PromptSets.load("default", 99))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no prompt set default version 99");
    }
}
