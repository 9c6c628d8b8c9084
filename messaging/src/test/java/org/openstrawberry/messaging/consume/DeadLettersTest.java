package org.openstrawberry.messaging.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final String[] CHARACTERS = {"x", "é", "€", "🍓"};

    @Property(tries = 50)
    void shouldCutBodiesAtTheLimitWithoutHalvingACharacter(
            @ForAll @IntRange(min = 0, max = 3) int character, @ForAll @IntRange(min = 0, max = 40_000) int count) {
        // given
        String body = "a" + CHARACTERS[character].repeat(count);

        // when
        String cut = DeadLetters.cut(body);

        // then
        assertThat(cut).isNotNull().isSubstringOf(body);
        int bytes = String.valueOf(cut).getBytes(StandardCharsets.UTF_8).length;
        int all = body.getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes).isLessThanOrEqualTo(DeadLetters.MAXIMUM_PAYLOAD_BYTES);
        assertThat(bytes).isGreaterThan(Math.min(all, DeadLetters.MAXIMUM_PAYLOAD_BYTES) - 4);
        assertThat(String.valueOf(cut).getBytes(StandardCharsets.UTF_8)).doesNotContain((byte) '?');
    }

    @Test
    void shouldKeepAnIdAndReplaceWhatIsNone() {
        UUID id = UUID.randomUUID();
        assertThat(DeadLetters.keyOf(id.toString())).isEqualTo(id);
        assertThat(DeadLetters.keyOf(null)).isEqualTo(new UUID(0, 0));
        assertThat(DeadLetters.keyOf("x")).isEqualTo(DeadLetters.keyOf("x")).isNotEqualTo(DeadLetters.keyOf("y"));
    }
}
