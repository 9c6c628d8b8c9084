package org.openstrawberry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    private static final String ALPHABET = "a\u0000\uD83D\uDE00\uFFFDé\n";

    @Test
    void shouldReplaceNulAndHalvesOfPairs() {
        assertThat(SafeText.of("a\u0000b")).isEqualTo("a\uFFFDb");
        assertThat(SafeText.of("\uD83D")).isEqualTo("\uFFFD");
        assertThat(SafeText.of("x\uDE00")).isEqualTo("x\uFFFD");
        assertThat(SafeText.of("\uD83D\u0000")).isEqualTo("\uFFFD\uFFFD");
    }

    @Test
    void shouldLeaveGoodTextAsItIs() {
        // given
        String text = "naïve \uD83D\uDE00\n";

        // when / then
        assertThat(SafeText.of(text)).isSameAs(text);
    }

    @Test
    void shouldNotCutWithinAPair() {
        assertThat(SafeText.of("ab\uD83D\uDE00", 3)).isEqualTo("ab");
        assertThat(SafeText.of("ab\uD83D\uDE00", 4)).isEqualTo("ab\uD83D\uDE00");
        assertThat(SafeText.of("abc", 2)).isEqualTo("ab");
        assertThat(SafeText.of("a\uD83Dbc", 2)).isEqualTo("a\uFFFD");
    }

    @Test
    void shouldMeasureInUtf8() {
        assertThat(SafeText.isLongerThan("éé", 3)).isTrue();
        assertThat(SafeText.isLongerThan("éé", 4)).isFalse();
        assertThat(SafeText.isLongerThan("aaaa", 4)).isFalse();
        assertThat(SafeText.isLongerThan("aaaaa", 4)).isTrue();
    }

    @RepeatedTest(200)
    void shouldAlwaysSurviveUtf8(RepetitionInfo repetition) {
        // given
        Random random = new Random(repetition.getCurrentRepetition());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < random.nextInt(12); i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }

        // when
        String safe = SafeText.of(text.toString());

        // then
        assertThat(new String(safe.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(safe);
        assertThat(safe).doesNotContain("\u0000").hasSameSizeAs(text);
        assertThat(SafeText.of(safe)).isSameAs(safe);
    }
}
