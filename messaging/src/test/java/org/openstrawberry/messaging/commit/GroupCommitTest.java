package org.openstrawberry.messaging.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openstrawberry.messaging.commit.GroupCommitException.Code;

class GroupCommitTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final GroupCommitSettings SETTINGS = new GroupCommitSettings(
            "test", 100, 10, Duration.ofSeconds(5), new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)));

    private final List<List<Integer>> committed = new CopyOnWriteArrayList<>();

    private List<String> commit(List<Integer> items) {
        committed.add(items);
        return items.stream().map(item -> "done " + item).toList();
    }

    @Test
    void shouldGiveEachCallerItsOwnResult() throws Exception {
        // given
        try (GroupCommit<Integer, String> group =
                new GroupCommit<>(SETTINGS, this::commit, TransientFailures::isTransient)) {
            // when
            List<CompletableFuture<String>> results = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                results.add(group.submit(i));
            }

            // then
            for (int i = 0; i < 50; i++) {
                assertThat(results.get(i).get(10, TimeUnit.SECONDS)).isEqualTo("done " + i);
            }
        }
    }

    @Test
    void shouldBatchWhatArrivedDuringTheLastCommit() throws Exception {
        // given
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (GroupCommit<Integer, String> group = new GroupCommit<>(
                SETTINGS,
                items -> {
                    started.countDown();
                    awaitQuietly(release);
                    return commit(items);
                },
                TransientFailures::isTransient)) {
            CompletableFuture<String> first = group.submit(0);
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

            // when
            List<CompletableFuture<String>> rest = new ArrayList<>();
            for (int i = 1; i <= 15; i++) {
                rest.add(group.submit(i));
            }
            release.countDown();
            CompletableFuture.allOf(rest.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);

            // then
            assertThat(first).isCompletedWithValue("done 0");
            assertThat(committed).extracting(List::size).containsExactly(1, 10, 5);
        }
    }

    @Test
    void shouldRetryTheSameBatchUntilTheFailureHasPassed() throws Exception {
        // given
        AtomicInteger calls = new AtomicInteger();
        try (GroupCommit<Integer, String> group = new GroupCommit<>(
                SETTINGS,
                items -> {
                    if (calls.incrementAndGet() <= 5) {
                        throw new UncheckedIOException(new IOException("away"));
                    }
                    return commit(items);
                },
                TransientFailures::isTransient)) {
            // when
            CompletableFuture<String> result = group.submit(1);

            // then
            assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo("done 1");
            assertThat(calls).hasValue(6);
        }
    }

    @Test
    void shouldFailOnlyTheBadItemOfABatch() throws Exception {
        // given
        CountDownLatch release = new CountDownLatch(1);
        try (GroupCommit<Integer, String> group = new GroupCommit<>(
                SETTINGS,
                items -> {
                    awaitQuietly(release);
                    if (items.contains(3)) {
                        throw new IllegalStateException("bad item");
                    }
                    return commit(items);
                },
                TransientFailures::isTransient)) {
            // when
            List<CompletableFuture<String>> results = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                results.add(group.submit(i));
            }
            release.countDown();

            // then
            for (int i = 0; i < 6; i++) {
                CompletableFuture<String> result = results.get(i);
                await().atMost(PATIENCE).until(result::isDone);
                if (i == 3) {
                    assertThat(result.exceptionNow()).hasMessage("bad item");
                } else {
                    assertThat(result).isCompletedWithValue("done " + i);
                }
            }
        }
    }

    @Test
    void shouldSurviveAnErrorOfTheFunction() throws Exception {
        // given
        AtomicBoolean broken = new AtomicBoolean(true);
        try (GroupCommit<Integer, String> group = new GroupCommit<>(
                SETTINGS,
                items -> {
                    if (broken.getAndSet(false)) {
                        throw new AssertionError("broken");
                    }
                    return commit(items);
                },
                TransientFailures::isTransient)) {
            // when
            CompletableFuture<String> failed = group.submit(1);
            await().atMost(PATIENCE).until(failed::isDone);
            CompletableFuture<String> next = group.submit(2);

            // then
            assertThat(failed.exceptionNow()).isInstanceOf(AssertionError.class);
            assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("done 2");
        }
    }

    @Test
    void shouldRefuseResultsThatDoNotMatchTheItems() {
        // given
        try (GroupCommit<Integer, String> group =
                new GroupCommit<>(SETTINGS, _ -> List.of(), TransientFailures::isTransient)) {
            // when
            CompletableFuture<String> result = group.submit(1);

            // then
            await().atMost(PATIENCE).until(result::isDone);
            assertThat(result.exceptionNow()).hasMessageContaining("1 items but 0 results");
        }
    }

    @Test
    void shouldRefuseWhenTheQueueStaysFull() {
        // given
        CountDownLatch release = new CountDownLatch(1);
        GroupCommitSettings small = new GroupCommitSettings("small", 2, 1, Duration.ofMillis(20), SETTINGS.backoff());
        try (GroupCommit<Integer, String> group = new GroupCommit<>(
                small,
                items -> {
                    awaitQuietly(release);
                    return commit(items);
                },
                TransientFailures::isTransient)) {
            var _ = group.submit(0);
            await().atMost(PATIENCE).until(() -> group.waiting() == 0);
            var _ = group.submit(1);
            var _ = group.submit(2);

            // when, then
            assertThatThrownBy(() -> group.submit(3))
                    .isInstanceOfSatisfying(
                            GroupCommitException.class,
                            e -> assertThat(e.code()).isEqualTo(Code.QUEUE_FULL));
            release.countDown();
        }
        assertThat(committed).containsExactly(List.of(0), List.of(1), List.of(2));
    }

    @Test
    void shouldCommitWhatWaitsWhenClosed() {
        // given
        GroupCommit<Integer, String> group = new GroupCommit<>(SETTINGS, this::commit, TransientFailures::isTransient);
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            results.add(group.submit(i));
        }

        // when
        boolean drained = group.close(PATIENCE);

        // then
        assertThat(drained).isTrue();
        assertThat(results).allSatisfy(result -> assertThat(result).isCompleted());
        assertThatThrownBy(() -> group.submit(31))
                .isInstanceOfSatisfying(
                        GroupCommitException.class, e -> assertThat(e.code()).isEqualTo(Code.CLOSED));
    }

    @Test
    void shouldGiveUpRetriesWhenClosedForTooLong() {
        // given
        GroupCommit<Integer, String> group = new GroupCommit<>(
                SETTINGS,
                _ -> {
                    throw new UncheckedIOException(new IOException("away for good"));
                },
                TransientFailures::isTransient);
        CompletableFuture<String> result = group.submit(1);

        // when
        boolean drained = group.close(Duration.ofMillis(50));

        // then
        assertThat(drained).isFalse();
        await().atMost(PATIENCE).until(result::isDone);
        assertThat(result.exceptionNow())
                .isInstanceOfSatisfying(
                        GroupCommitException.class, e -> assertThat(e.code()).isEqualTo(Code.CLOSED));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
