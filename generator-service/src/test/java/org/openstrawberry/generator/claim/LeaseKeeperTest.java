package org.openstrawberry.generator.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstrawberry.generator.SampleTurns;
import org.openstrawberry.generator.slot.InFlightTurn;
import org.openstrawberry.generator.slot.InFlightTurns;
import org.openstrawberry.generator.slot.StopReason;
import org.openstrawberry.messaging.loop.Rest;

class LeaseKeeperTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final InFlightTurns inFlight = new InFlightTurns();
    private final InFlightTurn kept = inFlight.add(SampleTurns.turn());
    private final InFlightTurn lost = inFlight.add(SampleTurns.turn());

    @Test
    void shouldGiveUpWhatWasNotRenewedAndNothingElse() {
        // given
        LeaseKeeper keeper = new LeaseKeeper(inFlight, _ -> Set.of(kept.claim()), LEASE);

        // when
        Rest rest = keeper.step();

        // then
        assertThat(lost.stopReason()).contains(StopReason.UNWANTED);
        assertThat(kept.stopReason()).isEmpty();
        assertThat(rest).isEqualTo(Rest.exactly(Duration.ofSeconds(10)));
    }

    @Test
    void shouldNotTouchATurnThatIsBeingStored() {
        // given
        lost.beginCall(0);
        assertThat(lost.endCall()).isEmpty();

        // when
        new LeaseKeeper(inFlight, _ -> Set.of(kept.claim()), LEASE).step();

        // then
        assertThat(lost.stopReason()).isEmpty();
    }

    @Test
    void shouldLetTheCallsGoOnWhenTheDatabaseIsAway() {
        // given
        LeaseKeeper keeper = new LeaseKeeper(
                inFlight,
                _ -> {
                    throw new IllegalStateException("away");
                },
                LEASE);

        // when / then
        assertThatIllegalStateException().isThrownBy(keeper::step);
        assertThat(kept.stopReason()).isEmpty();
        assertThat(lost.stopReason()).isEmpty();
    }
}
