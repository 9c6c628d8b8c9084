package org.openstrawberry.verifier.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void shouldReplaceWhatCannotBeStored() {
        assertThat(SafeText.of("a\u0000b\uD83Cc\uDF53", 99)).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
        assertThat(SafeText.of("strawberry \uD83C\uDF53", 99)).isEqualTo("strawberry \uD83C\uDF53");
    }

    @Test
    void shouldCutWithoutSplittingAPair() {
        assertThat(SafeText.of("abc", 2)).isEqualTo("ab");
        assertThat(SafeText.of("a\uD83C\uDF53", 2)).isEqualTo("a");
        assertThat(SafeText.of(null, 2)).isNull();
    }
}
