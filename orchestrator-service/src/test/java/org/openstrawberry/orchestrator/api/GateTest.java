package org.openstrawberry.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GateTest {

    @Test
    void shouldRefuseWhoeverFindsNoRoomInTime() {
        // given
        Gate gate = new Gate(2, Duration.ofMillis(10), "imports");

        // when
        try (Gate.Pass _ = gate.enter();
                Gate.Pass _ = gate.enter()) {
            // then
            assertThatThrownBy(gate::enter)
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("imports")
                    .satisfies(e -> assertThat(((ApiException) e).code()).isEqualTo(ErrorCode.BUSY));
        }
        gate.enter().close();
    }

    @Test
    void shouldLetTheNextInWhenOneLeaves() throws Exception {
        // given
        Gate gate = new Gate(1, Duration.ofMinutes(1), "imports");
        Gate.Pass first = gate.enter();
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Gate.Pass> second = thread.submit(gate::enter);

            // when
            first.close();

            // then
            assertThat(second.get(20, TimeUnit.SECONDS)).isNotNull();
        }
    }
}
