package org.openstrawberry.llm.limit.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void shouldLeaveTheHeadroomUnused() {
        assertThat(new Rate(60, MINUTE, 1, 0).intervalMicros()).isEqualTo(1_000_000);
        assertThat(new Rate(60, MINUTE, 1, 0.5).intervalMicros()).isEqualTo(2_000_000);
    }

    @Test
    void shouldAllowNoLatenessThatBreaksRateAndBurstInAMinute() {
        for (long perMinute : new long[] {1, 7, 60, 90, 600, 6_000}) {
            // given
            Rate rate = new Rate(perMinute, MINUTE, 3, 0.02);

            // when units are as late as they may be, and the network takes its share
            double late = rate.lateness().plusMillis(700).toNanos() / 1_000.0;
            double most = 3 + Math.floor((60_000_000 + late - 1) / rate.intervalMicros());

            // then
            assertThat(most).as("%d a minute", perMinute).isLessThanOrEqualTo(perMinute + 3.0);
        }
    }

    @Test
    void shouldAllowALittleLatenessInAnyCase() {
        assertThat(new Rate(6_000, MINUTE, 3, 0).lateness()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void shouldRefuseWhatIsNoRate() {
        assertThatThrownBy(() -> new Rate(0, MINUTE, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(1, MINUTE, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(1, MINUTE, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
