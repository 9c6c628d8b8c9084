package org.openstrawberry.llm.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;

class HeldBackTest {

    @Test
    void shouldDelayForAsLongAsAskedWithinReason() {
        assertThat(delay(Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(delay(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        assertThat(delay(Duration.ofMillis(999))).isEqualTo(Duration.ofSeconds(1));
        assertThat(delay(Duration.ofDays(1))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void shouldDelayForASecondWhereNothingIsAsked() {
        assertThat(HeldBack.delay(new ModelCallException(Code.RATE_LIMITED, "slow down", 429, null)))
                .isEqualTo(Duration.ofSeconds(1));
    }

    private static Duration delay(Duration asked) {
        return HeldBack.delay(ModelCallException.heldBack(Code.LIMIT_REACHED, "too many wait", asked));
    }
}
