package org.openstrawberry.messaging.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GroupCommitPropertyTest {

    @Property(tries = 50)
    void shouldCommitEveryGoodItemOnceAndRefuseEveryBadOneWhateverHappens(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int items,
            @ForAll @IntRange(min = 1, max = 12) int maximumBatch,
            @ForAll @IntRange(min = 1, max = 20) int queue)
            throws Exception {
        // given: a third of the calls fails for a passing reason, before or after the work; every seventh item is bad
        Random random = new Random(seed);
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        GroupCommitSettings settings = new GroupCommitSettings(
                "property",
                queue,
                maximumBatch,
                Duration.ofSeconds(10),
                new Backoff(Duration.ofNanos(1), Duration.ofNanos(1)));
        List<CompletableFuture<Integer>> results = new ArrayList<>();

        // when
        try (GroupCommit<Integer, Integer> group = new GroupCommit<>(
                settings,
                batch -> {
                    assertThat(batch).hasSizeBetween(1, maximumBatch);
                    if (batch.stream().anyMatch(item -> item % 7 == 6)) {
                        throw new IllegalArgumentException("bad");
                    }
                    int luck = random.nextInt(6);
                    if (luck == 0) {
                        throw away();
                    }
                    batch.stream().filter(item -> !done.contains(item)).forEach(done::add);
                    if (luck == 1) {
                        throw away();
                    }
                    return batch.stream().map(item -> -item).toList();
                },
                TransientFailures::isTransient)) {
            for (int item = 0; item < items; item++) {
                results.add(group.submit(item));
            }
            assertThat(group.close(Duration.ofSeconds(20))).isTrue();
        }

        // then
        for (int item = 0; item < items; item++) {
            CompletableFuture<Integer> result = results.get(item);
            if (item % 7 == 6) {
                assertThat(result.exceptionNow()).hasMessage("bad");
            } else {
                assertThat(result.get(1, TimeUnit.SECONDS)).isEqualTo(-item);
            }
        }
        assertThat(done).isSorted().doesNotHaveDuplicates().doesNotContainAnyElementsOf(Set.of(6, 13, 20, 27, 34));
    }

    private static UncheckedIOException away() {
        return new UncheckedIOException(new IOException("away"));
    }
}
