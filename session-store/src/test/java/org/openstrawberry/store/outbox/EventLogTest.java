package org.openstrawberry.store.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.Fixture;
import org.openstrawberry.store.outbox.EventLog.Cursor;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class EventLogTest {
    @Inject
    Outbox outbox;

    @Inject
    EventLog log;

    @Inject
    Fixture fixture;

    UUID run = new UUID(0, 0);

    @BeforeEach
    void clear() {
        fixture.clear();
        run = fixture.run(RunStatus.RUNNING);
    }

    @Test
    void shouldReadTheEventsOfARunFromAnyPlaceOn() {
        // given
        UUID trace = trace();
        UUID otherRun = fixture.run(RunStatus.RUNNING);
        UUID otherTrace = fixture.traces(otherRun, 1, TraceStatus.AWAITING_TURN).getFirst();
        for (String payload : List.of("a", "b", "c")) {
            append(trace, payload);
        }
        QuarkusTransaction.requiringNew()
                .call(() -> outbox.append(List.of(
                        new EventDraft(UUID.randomUUID(), otherRun, otherTrace, Topic.TRACE_FINISHED, "other run"))));

        // when
        List<EventLog.Entry> first = log.read(run, Cursor.START, 2);
        List<EventLog.Entry> rest =
                log.read(run, Cursor.parse(first.getLast().cursor().toString()), 9);

        // then
        assertThat(first).extracting(EventLog.Entry::payload).containsExactly("a", "b");
        assertThat(rest).extracting(EventLog.Entry::payload).containsExactly("c");
        assertThat(log.read(run, rest.getLast().cursor(), 9)).isEmpty();
    }

    @Test
    void shouldNotPassOverAnEventWhoseTransactionIsStillOpen() throws Exception {
        // given an open transaction with the lower id
        UUID slow = trace();
        UUID quick = trace();
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> open =
                    threads.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
                        outbox.append(List.of(draft(slow, "slow")));
                        stored.countDown();
                        await(commit);
                    }));
            await(stored);

            // when a later one commits before it
            append(quick, "quick");
            List<EventLog.Entry> before = log.read(run, Cursor.START, 9);
            commit.countDown();
            open.get();
            List<EventLog.Entry> after = log.read(run, Cursor.START, 9);

            // then
            assertThat(before).isEmpty();
            assertThat(after).extracting(EventLog.Entry::payload).containsExactly("slow", "quick");
        }
    }

    @Test
    void shouldGiveAReaderEveryEventOnceWhileManyWrite() throws Exception {
        // given writers whose transactions stay open for a moment
        int writers = 6;
        int events = 40;
        List<UUID> traces = fixture.traces(run, writers, TraceStatus.AWAITING_TURN);
        List<String> read = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> writing = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                writing.add(threads.submit(() -> {
                    SplittableRandom random = new SplittableRandom(number);
                    for (int i = 0; i < events; i++) {
                        String payload = number + "/" + i;
                        QuarkusTransaction.requiringNew().run(() -> {
                            outbox.append(List.of(draft(traces.get(number), payload)));
                            linger(random.nextInt(8));
                        });
                    }
                }));
            }

            // when
            Cursor cursor = Cursor.START;
            while (read.size() < writers * events) {
                boolean done = writing.stream().allMatch(Future::isDone);
                List<EventLog.Entry> page = log.read(run, cursor, 25);
                if (done && page.isEmpty()) {
                    break;
                }
                page.forEach(entry -> read.add(entry.payload()));
                cursor = page.isEmpty() ? cursor : page.getLast().cursor();
            }
            for (Future<?> writer : writing) {
                writer.get();
            }
        }

        // then
        assertThat(read).doesNotHaveDuplicates().hasSize(writers * events);
        for (int writer = 0; writer < writers; writer++) {
            String mine = writer + "/";
            assertThat(read.stream()
                            .filter(payload -> payload.startsWith(mine))
                            .map(payload -> Integer.valueOf(payload.substring(mine.length()))))
                    .isSorted();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1", "-1", "1-", "a-1", "1-b", "1--", "99999999999999999999999-1"})
    void shouldRefuseWhatIsNoPlace(String text) {
        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private UUID trace() {
        return fixture.traces(run, 1, TraceStatus.AWAITING_TURN).getFirst();
    }

    private void append(UUID trace, String payload) {
        QuarkusTransaction.requiringNew().run(() -> outbox.append(List.of(draft(trace, payload))));
    }

    private EventDraft draft(UUID trace, String payload) {
        return new EventDraft(UUID.randomUUID(), run, trace, Topic.TRACE_FINISHED, payload);
    }

    private static void linger(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
