package org.openstrawberry.llm.limit.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openstrawberry.llm.limit.LimitDatabase;
import org.openstrawberry.llm.limit.patience.Patience;
import org.openstrawberry.llm.limit.patience.WaitingRoom;

class StoredPermitsTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private static AgroalDataSource dataSource;

    private final String key = "openai/" + UUID.randomUUID();

    @BeforeAll
    static void start() throws SQLException {
        dataSource = LimitDatabase.create().pool();
    }

    @AfterAll
    static void stop() {
        dataSource.close();
    }

    private static StoredPermits ledger() {
        return new StoredPermits(dataSource);
    }

    @Test
    void shouldTakeFromWhoeverHasMoreOnlyWhatIsGivenBack() {
        // given
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        assertThat(ledger().exchange(key, first, 4, 0, 4, LEASE)).isEqualTo(4);

        // when the first one still uses three
        int secondBefore = ledger().exchange(key, second, 4, 0, 4, LEASE);
        int firstMayUse = ledger().exchange(key, first, 4, 3, 4, LEASE);
        int secondAfter = ledger().exchange(key, second, 4, 0, 4, LEASE);

        // then
        assertThat(secondBefore).isZero();
        assertThat(firstMayUse).isEqualTo(2);
        assertThat(secondAfter).isEqualTo(1);
    }

    @Test
    void shouldServeOthersWhenAHolderDiedOnceItsLeaseHasLapsed() throws Exception {
        // given a process that died with everything
        long start = System.nanoTime();
        Duration lease = Duration.ofSeconds(2);
        assertThat(ledger().exchange(key, UUID.randomUUID(), 3, 3, 3, lease)).isEqualTo(3);
        Permits permits = new Permits(key, 3, lease, ledger());

        // when
        boolean acquired;
        try (Patience patience = new WaitingRoom(1, Duration.ofSeconds(30)).enter()) {
            acquired = permits.acquire(patience);
        }

        // then
        assertThat(acquired).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1_950));
        permits.release();
        permits.close();
    }

    @Test
    void shouldNeverHandOutMoreThanThereAreToProcessesThatComeAndGo() throws Exception {
        // given
        int limit = 7;
        AtomicInteger inUse = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Permits> processes = new ArrayList<>();
        List<Future<?>> callers = new ArrayList<>();

        // when
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int process = 0; process < 5; process++) {
                Permits permits = new Permits(key, limit, LEASE, ledger());
                processes.add(permits);
                WaitingRoom room = new WaitingRoom(100, Duration.ofSeconds(60));
                for (int caller = 0; caller < 6; caller++) {
                    SplittableRandom random = new SplittableRandom(process * 31L + caller);
                    callers.add(threads.submit(() -> {
                        for (int i = 0; i < 15; i++) {
                            use(permits, room, inUse, most, random.nextInt(10));
                        }
                        return null;
                    }));
                }
            }
        }

        // then
        for (Future<?> caller : callers) {
            caller.get();
        }
        assertThat(most.get()).isBetween(1, limit);
        assertThat(inUse).hasValue(0);
        processes.forEach(Permits::close);
    }

    private static void use(Permits permits, WaitingRoom room, AtomicInteger inUse, AtomicInteger most, int millis)
            throws InterruptedException {
        try (Patience patience = room.enter()) {
            assertThat(permits.acquire(patience)).isTrue();
        }
        most.accumulateAndGet(inUse.incrementAndGet(), Math::max);
        Thread.sleep(millis);
        inUse.decrementAndGet();
        permits.release();
    }
}
