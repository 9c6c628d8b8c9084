package org.openstrawberry.llm.limit.patience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

    private static final CompletableFuture<String> NEVER = new CompletableFuture<>();

    @Test
    void shouldLetNoMoreThanThePlacesWaitForLong() throws Exception {
        // given a room of one place
        WaitingRoom room = new WaitingRoom(1, Duration.ofSeconds(3));
        long start = System.nanoTime();
        CompletableFuture<Duration> first = new CompletableFuture<>();
        Patience patient = room.enter();
        Thread.ofVirtual().start(() -> first.complete(waitInVain(patient, start)));
        assertThat(patient.leftNanos()).isPositive();

        // when another comes a little later
        Thread.sleep(Duration.ofMillis(200));
        long second = System.nanoTime();
        Duration waited = waitInVain(room.enter(), second);

        // then it leaves after a short wait, the first one after the longest
        assertThat(waited).isBetween(Duration.ofMillis(950), Duration.ofMillis(2_000));
        assertThat(first.get()).isGreaterThan(Duration.ofMillis(2_950));
        assertThat(room.waiting()).isZero();
    }

    private static Duration waitInVain(Patience patience, long start) {
        try (patience) {
            assertThat(patience.await(NEVER)).isEmpty();
            return Duration.ofNanos(System.nanoTime() - start);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldGiveThePlaceToTheNextOne() throws Exception {
        // given
        WaitingRoom room = new WaitingRoom(1, Duration.ofMillis(1_200));
        waitInVain(room.enter(), System.nanoTime());

        // when
        Duration waited = waitInVain(room.enter(), System.nanoTime());

        // then
        assertThat(waited).isGreaterThan(Duration.ofMillis(1_150));
    }

    @Test
    void shouldTakeWhatCameInTheLastMoment() throws Exception {
        // given
        WaitingRoom room = new WaitingRoom(1, Duration.ofNanos(1));

        // when / then
        try (Patience patience = room.enter()) {
            assertThat(patience.await(CompletableFuture.completedFuture("there")))
                    .contains("there");
        }
    }
}
