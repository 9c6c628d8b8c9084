package org.openstrawberry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StatusTest {

    @Test
    void shouldKnowWhichTurnsAreAtTheirEnd() {
        assertThat(Arrays.stream(TurnStatus.values()).filter(TurnStatus::isTerminal))
                .containsExactly(TurnStatus.COMPLETED, TurnStatus.FAILED, TurnStatus.POISONED, TurnStatus.CANCELLED);
    }

    @Test
    void shouldKnowWhichRunsAreAtTheirEnd() {
        assertThat(Arrays.stream(RunStatus.values()).filter(RunStatus::isTerminal))
                .containsExactly(RunStatus.FINISHED, RunStatus.CANCELLED, RunStatus.FAILED);
    }

    @Test
    void shouldNotTakeUnknownUsageForZero() {
        assertThat(Usage.UNKNOWN).isNotEqualTo(new Usage(0, 0, 0, 0));
    }
}
