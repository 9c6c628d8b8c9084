package org.openstrawberry.orchestrator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.VerifierMode;

class TracePolicyTest {

    @Test
    void shouldHaveTheDefaultsOfTheDesign() {
        assertThat(TracePolicy.DEFAULT)
                .isEqualTo(new TracePolicy(RunMode.TRACE, 50, 9, true, null, null, null, VerifierMode.OFF));
    }

    @Test
    void shouldAskTheProblemFirstAndCheckEveryNthTurn() {
        assertThat(TracePolicy.DEFAULT.scheduledKind(0)).isEqualTo(TurnKind.PROBLEM);
        assertThat(TracePolicy.DEFAULT.scheduledKind(8)).isEqualTo(TurnKind.NEXT);
        assertThat(TracePolicy.DEFAULT.scheduledKind(9)).isEqualTo(TurnKind.FINAL_CHECK);
        assertThat(TracePolicy.DEFAULT.scheduledKind(10)).isEqualTo(TurnKind.NEXT);
        assertThat(TracePolicy.DEFAULT.scheduledKind(18)).isEqualTo(TurnKind.FINAL_CHECK);
    }

    @Test
    void shouldRefuseContradictions() {
        assertRefused(() -> TraceFixtures.policy(0, 9, VerifierMode.OFF), "maxTurns");
        assertRefused(() -> TraceFixtures.policy(1_001, 9, VerifierMode.OFF), "maxTurns");
        assertRefused(() -> TraceFixtures.policy(50, 0, VerifierMode.OFF), "finalCheckEvery");
        assertRefused(
                () -> new TracePolicy(RunMode.TRACE, 50, 9, true, null, null, null, VerifierMode.GATE, -1),
                "mostReturns");
        assertRefused(() -> budgets(0L, null, null), "tokenBudget");
        assertRefused(() -> budgets(null, BigDecimal.ZERO, null), "costBudget");
        assertRefused(() -> budgets(null, null, Duration.ZERO), "timeBudget");
        assertRefused(
                () -> new TracePolicy(RunMode.TRACE, 9, 9, false, null, null, null, VerifierMode.OFF),
                "no turn could give an answer");
    }

    private static TracePolicy budgets(@Nullable Long tokens, @Nullable BigDecimal cost, @Nullable Duration time) {
        return new TracePolicy(RunMode.TRACE, 50, 9, true, tokens, cost, time, VerifierMode.OFF);
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
