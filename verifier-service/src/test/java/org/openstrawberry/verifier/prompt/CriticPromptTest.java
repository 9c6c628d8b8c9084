package org.openstrawberry.verifier.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openstrawberry.llm.Message;
import org.openstrawberry.store.critique.CritiqueQueue;
import org.openstrawberry.store.turn.Exchange;
import org.openstrawberry.store.turn.InputBound;

class CriticPromptTest {
    private final CriticPrompt prompt = CriticPrompt.load(CriticPrompt.CURRENT);

    @Test
    void shouldAskAboutTheTurnsInOrder() {
        // when
        List<Message> messages = prompt.ask(
                "How many apples?",
                List.of(new Exchange(3, "Go on.", "2 + 3 = 6"), new Exchange(4, "And now?", "So 6 apples.")),
                "b0und");

        // then
        assertThat(messages).hasSize(2);
        assertThat(messages.getFirst()).isEqualTo(Message.system(prompt.systemText()));
        assertThat(messages.getLast().text())
                .containsSubsequence(
                        "=== BEGIN PROBLEM [b0und] ===",
                        "How many apples?",
                        "=== BEGIN TURN 3, WHAT THE SOLVER WAS ASKED [b0und] ===",
                        "Go on.",
                        "=== BEGIN TURN 3, WHAT THE SOLVER WROTE [b0und] ===",
                        "2 + 3 = 6",
                        "=== END TURN 3, WHAT THE SOLVER WROTE [b0und] ===",
                        "And now?",
                        "So 6 apples.",
                        "Check the turns 3 to 4 now.");
    }

    @Test
    void shouldNotRepeatTheProblemAsThePromptOfTheFirstTurn() {
        // when
        List<Message> messages =
                prompt.ask("How many apples?", List.of(new Exchange(0, "How many apples?", "Some.")), "b");

        // then
        assertThat(messages.getLast().text()).containsOnlyOnce("How many apples?");
    }

    @Test
    void shouldTakeNoMoreBytesThanAreReservedForIt() {
        // given the longest names that there can be
        List<Exchange> window =
                List.of(new Exchange(1_000_000, "asked", "wrote"), new Exchange(1_000_001, "asked", "wrote"));

        // when
        int bytes = prompt.ask("problem", window, "0123456789abcdef").stream()
                .mapToInt(message -> message.text().getBytes(StandardCharsets.UTF_8).length + InputBound.FRAME)
                .sum();

        // then
        int material = "problem".length() + 2 * ("asked".length() + "wrote".length());
        assertThat(bytes - material)
                .isLessThanOrEqualTo(CritiqueQueue.FIXED_BYTES + 2 * CritiqueQueue.BYTES_AROUND_TURN);
    }

    @Test
    void shouldSayHowToReply() {
        assertThat(prompt.systemText())
                .contains("<verdict>", "<score>", "<first_wrong_turn>", "<critique>", "PASS", "FAIL", "UNKNOWN")
                .contains("<calculation>", "<logic>", "<consistency>", "<conditions>");
    }

    @Test
    void shouldRefuseAVersionThatDoesNotExist() {
        assertThatThrownBy(() -> CriticPrompt.load("critic-0")).isInstanceOf(IllegalArgumentException.class);
    }
}
