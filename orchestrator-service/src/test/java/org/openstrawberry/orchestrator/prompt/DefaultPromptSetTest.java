package org.openstrawberry.orchestrator.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.reply.ReplyTags;

class DefaultPromptSetTest {

    private static final PromptSet SET = PromptSets.defaultSet();

    @Test
    void shouldNotChangeOnceReleased() throws IOException, NoSuchAlgorithmException {
        // given
        MessageDigest digest = MessageDigest.getInstance("SHA-256");

        // when
        try (InputStream file = PromptSets.class.getResourceAsStream("/prompts/default-1.txt")) {
            assertThat(file).isNotNull();
            digest.update(file.readAllBytes());
        }

        // then
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .as("stored traces refer to version 1; new wording is a new file, default-2.txt")
                .isEqualTo("97ff6cf58858b11a23c7c8e12fd8528a4691c19921ca3506f324b345ea1c4420");
    }

    @Test
    void shouldVaryTheSystemPrompt() {
        assertThat(SET.system()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(SET.system()).allSatisfy(prompt -> {
            assertThat(prompt.text()).contains("<turn_title>").containsIgnoringCase("answer");
            assertThat(prompt.text().toLowerCase(Locale.ROOT)).containsAnyOf("step", "move");
        });
    }

    @Test
    void shouldWeighContinueHighest() {
        assertThat(SET.next()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(SET.next().stream().max(Comparator.comparingInt(WeightedPrompt::weight)))
                .map(heaviest -> heaviest.prompt().id())
                .contains("continue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"are you sure?", "any mistakes?", "how would you verify your answer?"})
    void shouldAskTheQuestionsOfTheSourceDocument(String question) {
        assertThat(SET.next())
                .anySatisfy(next -> assertThat(next.prompt().text()).containsIgnoringCase(question));
    }

    /** A model that quotes its instructions must not end its trace by that. */
    @ParameterizedTest
    @MethodSource("conversationPrompts")
    void shouldHoldNothingThatReadsAsAnAnswerWhenEchoed(Prompt prompt) {
        for (FinishReason finishReason : FinishReason.values()) {
            assertThat(ReplyTags.parse(prompt.text(), finishReason, "Step 1").finalAnswer())
                    .as(prompt.reference())
                    .isEmpty();
        }
    }

    static Stream<Prompt> conversationPrompts() {
        return Stream.of(
                        SET.system().stream(),
                        SET.next().stream().map(WeightedPrompt::prompt),
                        Stream.of(SET.finalCheck(), SET.feedback(), SET.feedbackWithoutText()))
                .flatMap(prompts -> prompts);
    }

    @Test
    void shouldAskForTheAnswerInItsElementWhereverItIsWanted() {
        assertThat(SET.finalCheck().text()).contains("<final_answer>");
        assertThat(SET.singleShot().values())
                .allSatisfy(prompt -> assertThat(prompt.text()).contains("<final_answer>"));
        assertThat(List.copyOf(SET.next()))
                .noneSatisfy(next -> assertThat(next.prompt().text()).contains("final_answer"));
    }
}
