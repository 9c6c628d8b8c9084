package org.openstrawberry.llm.limit.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstrawberry.llm.limit.LimitDatabase;
import org.openstrawberry.llm.limit.hold.StoredHolds;
import org.openstrawberry.llm.limit.pace.BucketModel.Use;

/** The arithmetic of the buckets, as the database does it. */
class StoredPacesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final OffsetDateTime BEGINNING = OffsetDateTime.parse("2026-01-01T00:00:00Z");
    /** Moments are told in whole microseconds. */
    private static final long TOLERANCE_MICROS = 2;

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

    private static Pacing requests(long perMinute, long burst) {
        return new Pacing(Optional.of(new Rate(perMinute, MINUTE, burst, 0)), Optional.empty(), Pacing.DEFAULT_BLOCK);
    }

    private static List<Long> calls(int count) {
        return Collections.nCopies(count, 1L);
    }

    private static StoredPaces at(Duration later) {
        return new StoredPaces(dataSource, BEGINNING.plus(later));
    }

    @Test
    void shouldLetTheBurstGoAtOnceAndTheNextOnesEvenly() {
        // when
        List<Duration> waits = at(Duration.ZERO).reserve(key, requests(6_000, 3), calls(8), 0);

        // then
        assertThat(waits.stream().map(Duration::toMillis)).containsExactly(0L, 0L, 0L, 10L, 20L, 30L, 40L, 50L);
    }

    @Test
    void shouldReserveABlockAtATimeAndAlwaysAtLeastOne() {
        // given a second between two requests, which is longer than a block
        Pacing pacing = requests(60, 1);

        // when
        List<Duration> first = at(Duration.ZERO).reserve(key, pacing, calls(5), 0);
        List<Duration> second = at(Duration.ZERO).reserve(key, pacing, calls(5), 0);

        // then
        assertThat(first).containsExactly(Duration.ZERO);
        assertThat(second).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void shouldLetACallThatWeighsMoreThanTheBurstWaitForAFullBucket() {
        // given 100 tokens a second and a bucket of 100
        Pacing pacing =
                new Pacing(Optional.empty(), Optional.of(new Rate(6_000, MINUTE, 100, 0)), Pacing.DEFAULT_BLOCK);

        // when
        List<Duration> first = at(Duration.ZERO).reserve(key, pacing, List.of(300L, 50L), 0);
        List<Duration> second = at(Duration.ZERO).reserve(key, pacing, List.of(50L), 0);

        // then the second call waits for 250 of the 300 to flow back: there is room for 50 then
        assertThat(first).containsExactly(Duration.ZERO);
        assertThat(second).containsExactly(Duration.ofMillis(2_500));
    }

    @Test
    void shouldGiveBackTokensThatWereNotUsed() {
        // given
        Pacing pacing =
                new Pacing(Optional.empty(), Optional.of(new Rate(6_000, MINUTE, 100, 0)), Pacing.DEFAULT_BLOCK);
        at(Duration.ZERO).reserve(key, pacing, List.of(300L), 0);

        // when
        at(Duration.ZERO).correct(key, pacing, -100);
        List<Duration> corrected = at(Duration.ZERO).reserve(key, pacing, List.of(100L), -150);

        // then 50 of the 300 are left to flow back
        assertThat(corrected).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void shouldReserveNothingBeforeAKeyHasRested() {
        // given
        new StoredHolds(dataSource).prolong(key, Duration.ofSeconds(30));

        // when
        List<Duration> waits = new StoredPaces(dataSource).reserve(key, requests(600, 2), calls(3), 0);

        // then
        assertThat(waits).hasSize(3);
        assertThat(waits.getFirst()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
        assertThat(waits.getLast().minus(waits.getFirst())).isBetween(Duration.ofMillis(99), Duration.ofMillis(101));
    }

    @Test
    void shouldForgetNothingOfARateThatIsNotAskedFor() {
        // given
        at(Duration.ZERO).reserve(key, requests(60, 1), calls(1), 0);
        Pacing tokens = new Pacing(Optional.empty(), Optional.of(new Rate(600, MINUTE, 10, 0)), Pacing.DEFAULT_BLOCK);

        // when
        List<Duration> ofTokens = at(Duration.ZERO).reserve(key, tokens, List.of(1L), 0);
        List<Duration> ofRequests = at(Duration.ZERO).reserve(key, requests(60, 1), calls(1), 0);

        // then
        assertThat(ofTokens).containsExactly(Duration.ZERO);
        assertThat(ofRequests).containsExactly(Duration.ofSeconds(1));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldNeverAllowMoreThanRateAndBurstInAnyStretchOfTime(long seed) {
        // given random rates, and callers that come in random numbers after random times
        SplittableRandom random = new SplittableRandom(seed);
        Rate requests = new Rate(random.nextLong(1, 6_000), MINUTE, random.nextLong(1, 20), random.nextDouble(0.1));
        Rate tokens =
                new Rate(random.nextLong(1_000, 500_000), MINUTE, random.nextLong(1, 10_000), random.nextDouble(0.1));
        boolean both = random.nextBoolean();
        Pacing pacing =
                new Pacing(Optional.of(requests), both ? Optional.of(tokens) : Optional.empty(), Pacing.DEFAULT_BLOCK);
        List<Use> ofRequests = new ArrayList<>();
        List<Use> ofTokens = new ArrayList<>();
        Duration now = Duration.ZERO;

        // when
        for (int i = 0; i < 60; i++) {
            now = now.plusMillis(random.nextLong(random.nextInt(4) == 0 ? 20_000 : 200));
            List<Long> asked = Stream.generate(() -> random.nextLong(1, 3_000))
                    .limit(random.nextInt(1, 30))
                    .toList();
            List<Duration> waits = at(now).reserve(key, pacing, asked, 0);
            assertThat(waits).isNotEmpty().isSorted();
            for (int call = 0; call < waits.size(); call++) {
                long moment = now.plus(waits.get(call)).toNanos() / 1_000;
                ofRequests.add(new Use(moment, 1));
                ofTokens.add(new Use(moment, asked.get(call)));
            }
        }

        // then
        ofRequests.sort(Comparator.comparingLong(Use::moment));
        // Within a block the two buckets may run apart, by a block at most.
        long slack = TOLERANCE_MICROS * 60 + (both ? Pacing.DEFAULT_BLOCK.toNanos() / 1_000 : 0);
        assertThat(BucketModel.overuse(ofRequests, requests, slack)).isEmpty();
        if (both) {
            assertThat(BucketModel.overuse(ofTokens, tokens, slack)).isEmpty();
        }
    }

    @Test
    void shouldWasteNothingWhileCallersWait() {
        // given
        Pacing pacing = requests(6_000, 5);
        long last = 0;
        int granted = 0;

        // when callers always wait, and ask again when their last moment has come
        for (int i = 0; i < 50; i++) {
            List<Duration> waits = at(Duration.ofNanos(last * 1_000)).reserve(key, pacing, calls(100), 0);
            granted += waits.size();
            last += waits.getLast().toNanos() / 1_000;
        }

        // then
        double possible = 5 + last / 10_000.0;
        assertThat(granted / possible).isGreaterThan(0.98);
    }
}
