package org.openstrawberry.llm.limit.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** Learns from a server that exists in arithmetic only. */
class LatencyLimitTest {

    /** A call in flight, by the moment it ends and what it took. Microseconds. */
    private record Call(double ends, double took) implements Comparable<Call> {
        @Override
        public int compareTo(Call other) {
            return Double.compare(ends, other.ends);
        }
    }

    /** Serves so many calls at once at full speed; beyond that they share it. */
    private static final class Server {
        private final LatencyLimit limit;
        private final PriorityQueue<Call> inFlight = new PriorityQueue<>();
        private double now;

        Server(LatencyLimit limit) {
            this.limit = limit;
        }

        void serve(int calls, int capacity, double latency) {
            for (int i = 0; i < calls; i++) {
                while (inFlight.size() < limit.limit()) {
                    double took = latency * Math.max(1, (inFlight.size() + 1.0) / capacity);
                    inFlight.add(new Call(now + took, took));
                }
                Call ended = java.util.Objects.requireNonNull(inFlight.poll());
                now = ended.ends();
                limit.succeeded(ended.took(), inFlight.size() + 1);
            }
        }
    }

    @Test
    void shouldGrowWhileTheLatencyStays() {
        // given
        LatencyLimit limit = new LatencyLimit(1, 4, 200);

        // when
        new Server(limit).serve(5_000, 1_000, 2_000);

        // then
        assertThat(limit.limit()).isEqualTo(200);
    }

    @Test
    void shouldSettleNearWhatTheServerBears() {
        // given
        LatencyLimit limit = new LatencyLimit(1, 8, 1_000);

        // when
        new Server(limit).serve(3_000, 30, 2_000);

        // then
        assertThat(limit.limit()).isBetween(25, 120);
    }

    @Test
    void shouldBackOffWhenTheServerSlowsDown() {
        // given
        LatencyLimit limit = new LatencyLimit(1, 8, 100);
        Server server = new Server(limit);
        server.serve(3_000, 1_000, 2_000);
        int before = limit.limit();

        // when
        server.serve(400, 1_000, 20_000);

        // then
        assertThat(limit.limit()).isLessThan(before / 2);
    }

    @Test
    void shouldRecoverWhenTheServerIsQuickAgain() {
        // given
        LatencyLimit limit = new LatencyLimit(1, 8, 100);
        Server server = new Server(limit);
        server.serve(3_000, 1_000, 2_000);
        server.serve(400, 1_000, 20_000);
        int slow = limit.limit();

        // when
        server.serve(3_000, 1_000, 2_000);

        // then
        assertThat(slow).isLessThan(50);
        assertThat(limit.limit()).isGreaterThan(90);
    }

    @Test
    void shouldBelieveAServerThatStaysSlowAtLowLoad() {
        // given
        LatencyLimit limit = new LatencyLimit(1, 8, 100);
        Server server = new Server(limit);
        server.serve(3_000, 1_000, 2_000);

        // when
        server.serve(10_000, 1_000, 20_000);

        // then
        assertThat(limit.limit()).isGreaterThan(90);
    }

    @Test
    void shouldTakeATenthOffForEachRoundOfFailuresButNeverEverything() {
        // given
        LatencyLimit limit = new LatencyLimit(2, 100, 100);

        // when
        limit.failed();
        int once = limit.limit();
        for (int i = 0; i < 50; i++) {
            limit.failed();
        }
        int together = limit.limit();
        for (int i = 0; i < 10_000; i++) {
            limit.failed();
        }

        // then
        assertThat(once).isEqualTo(90);
        assertThat(together).as("failures of one round count once").isEqualTo(90);
        assertThat(limit.limit()).isEqualTo(2);
    }

    @Test
    void shouldNotGrowOnALimitThatIsNotUsed() {
        // given
        LatencyLimit limit = new LatencyLimit(1, 50, 100);

        // when
        for (int i = 0; i < 1_000; i++) {
            limit.succeeded(10, 3);
        }

        // then
        assertThat(limit.limit()).isEqualTo(50);
    }
}
