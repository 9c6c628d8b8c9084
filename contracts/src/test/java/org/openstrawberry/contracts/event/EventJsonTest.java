package org.openstrawberry.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;

class EventJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "7", "\"text\"", "{", "{} {}", "{}", "\u0000", "{\"key\":\"no id\"}"})
    void shouldRefuseWhatIsNoEvent(String body) {
        assertThatThrownBy(() -> EventJson.read(DeadLetter.class, body)).isInstanceOf(InvalidEventException.class);
    }

    @Test
    void shouldNameTheMissingComponent() {
        assertThatThrownBy(() -> EventJson.read(DeadLetter.class, "{\"key\":\"" + new UUID(1, 2) + "\"}"))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("a DeadLetter lacks \"source\"");
    }

    @Test
    void shouldRefuseAnEnumerationValueItDoesNotKnow() {
        // given
        String body = EventJson.write(turn("x", BigDecimal.ONE)).replace("\"NEXT\"", "\"SIDEWAYS\"");

        // then
        assertThatThrownBy(() -> EventJson.read(TurnCompleted.class, body)).isInstanceOf(InvalidEventException.class);
    }

    @Test
    void shouldLeaveOutWhatIsNull() {
        // given
        TurnCompleted event = turn("x", null);

        // then
        assertThat(EventJson.write(event))
                .doesNotContain("null", "cost", "errorCode")
                .contains("\"usage\":{}");
    }

    @Property(tries = 200)
    void shouldGiveBackAnyTextAndAnyCost(
            @ForAll String text, @ForAll @Scale(12) @BigRange(min = "0", max = "1000000") BigDecimal cost) {
        // given: a lone surrogate is no character, and no encoding can carry it
        String reply = text.replaceAll("\\p{Cs}", "");
        TurnCompleted event = turn(reply, cost);

        // then
        assertThat(EventJson.read(TurnCompleted.class, EventJson.write(event))).isEqualTo(event);
    }

    private static TurnCompleted turn(String reply, @Nullable BigDecimal cost) {
        UUID id = new UUID(1, 2);
        return new TurnCompleted(
                id,
                id,
                id,
                id,
                0,
                1,
                TurnKind.NEXT,
                TurnStatus.COMPLETED,
                1,
                "replay:x",
                "prompt",
                reply,
                "title",
                Usage.UNKNOWN,
                cost,
                7L,
                null,
                Instant.parse("2026-01-02T12:00:00.123456789Z"));
    }
}
