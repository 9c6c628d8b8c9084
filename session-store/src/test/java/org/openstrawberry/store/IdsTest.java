package org.openstrawberry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void shouldBeOfVersion7() {
        // given
        Ids ids = new Ids();

        // when
        List<UUID> made = IntStream.range(0, 1_000).mapToObj(_ -> ids.next()).toList();

        // then
        assertThat(made).allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        });
        assertThat(new HashSet<>(made)).hasSameSizeAs(made);
    }

    @Test
    void shouldCarryTheTime() {
        // when
        UUID id = new Ids(() -> NOW, new SplittableRandom(1)).next();

        // then
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void shouldGrowWithTime() {
        // given
        List<String> made = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);

        // when
        for (int millis = 0; millis < 1_000; millis++) {
            Instant time = NOW.plusMillis(millis);
            made.add(new Ids(() -> time, random).next().toString());
        }

        // then
        assertThat(made).isSorted();
    }

    @Test
    void shouldGrowWithinAMillisecondAndWhenTheClockIsSetBack() {
        // given a clock that stands still and is then set back
        AtomicReference<Instant> time = new AtomicReference<>(NOW);
        Ids ids = new Ids(time::get, new SplittableRandom(1));
        List<String> made = new ArrayList<>();

        // when
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next().toString());
        }
        time.set(NOW.minusSeconds(60));
        made.add(ids.next().toString());

        // then
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldRepeatWithTheSameClockAndRandomness() {
        assertThat(new Ids(() -> NOW, new SplittableRandom(9)).next())
                .isEqualTo(new Ids(() -> NOW, new SplittableRandom(9)).next());
    }
}
