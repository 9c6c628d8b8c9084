package org.openstrawberry.store.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.Fixture;
import org.openstrawberry.store.Sql;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class OutboxTest {
    @Inject
    Outbox outbox;

    @Inject
    Fixture fixture;

    @Inject
    Sql sql;

    UUID run = new UUID(0, 0);
    UUID trace = new UUID(0, 0);

    @BeforeEach
    void clear() {
        fixture.clear();
        run = fixture.run(RunStatus.RUNNING);
        trace = fixture.traces(run, 1, TraceStatus.AWAITING_TURN).getFirst();
    }

    @Test
    void shouldNumberTheEventsOfATraceInOrder() {
        // given
        UUID other = fixture.traces(run, 1, TraceStatus.AWAITING_TURN).getFirst();

        // when
        List<StoredEvent> first = append(draft(trace, "a"), draft(other, "x"), draft(trace, "b"));
        List<StoredEvent> second = append(draft(trace, "c"));

        // then
        assertThat(first).extracting(StoredEvent::payload).containsExactly("a", "x", "b");
        assertThat(first).extracting(StoredEvent::sequence).containsExactly(1L, 1L, 2L);
        assertThat(second).extracting(StoredEvent::sequence).containsExactly(3L);
        assertThat(first).isSortedAccordingTo((one, two) -> Long.compare(one.id(), two.id()));
    }

    @Test
    void shouldLeaveNothingWhenTheTransactionIsRolledBack() {
        // when
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.append(List.of(draft(trace, "a")));
                    throw new IllegalStateException("after all not");
                }))
                .hasMessageContaining("after all not");

        // then
        assertThat(sql.count("SELECT count(*) FROM outbox")).isZero();
        assertThat(append(draft(trace, "b"))).extracting(StoredEvent::sequence).containsExactly(1L);
    }

    @Test
    void shouldRefuseToBeCalledWithoutATransaction() {
        assertThatThrownBy(() -> outbox.append(List.of(draft(trace, "a")))).isInstanceOf(TransactionalException.class);
    }

    @Test
    void shouldRefuseInternalEvents() {
        assertThatThrownBy(() -> new EventDraft(UUID.randomUUID(), run, trace, Topic.TURN_REQUESTED, "{}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHoldBackWhatAnEarlierUnpublishedEventOfItsTraceMustPrecede() {
        // given
        UUID other = fixture.traces(run, 1, TraceStatus.AWAITING_TURN).getFirst();
        List<StoredEvent> first = append(draft(trace, "a"), draft(trace, "b"));

        // when
        List<StoredEvent> second = append(draft(trace, "c"), draft(other, "x"));
        outbox.markPublished(ids(first));
        List<StoredEvent> stillBehind = append(draft(trace, "d"));
        outbox.markPublished(ids(second));
        outbox.markPublished(ids(stillBehind));
        List<StoredEvent> free = append(draft(trace, "e"));

        // then events of one transaction go out together and do not hold each other back
        assertThat(first).extracting(StoredEvent::blocked).containsExactly(false, false);
        assertThat(second).extracting(StoredEvent::blocked).containsExactly(true, false);
        assertThat(stillBehind).extracting(StoredEvent::blocked).containsExactly(true);
        assertThat(free).extracting(StoredEvent::blocked).containsExactly(false);
    }

    @Test
    void shouldHoldBackWhatWaitedForAnEarlierEventToBeCommitted() throws Exception {
        // given a transaction that has stored an event and not yet committed
        CountDownLatch commit = new CountDownLatch(1);
        CountDownLatch stored = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> earlier =
                    threads.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
                        outbox.append(List.of(draft(trace, "a")));
                        stored.countDown();
                        await(commit);
                    }));
            await(stored);

            // when another one stores an event of the same trace meanwhile
            Future<List<StoredEvent>> later = threads.submit(() -> append(draft(trace, "b")));
            Awaitility.await().until(() -> waitingForALock() == 1);
            commit.countDown();
            earlier.get();

            // then
            assertThat(later.get()).singleElement().satisfies(event -> {
                assertThat(event.sequence()).isEqualTo(2);
                assertThat(event.blocked()).isTrue();
            });
        }
    }

    @Test
    void shouldFindWhatNobodyPublishedInOrder() {
        // given
        List<StoredEvent> events = append(draft(trace, "a"), draft(trace, "b"), draft(trace, "c"));
        sql.execute("UPDATE outbox SET created_at = now() - interval '3 seconds'");
        append(draft(trace, "fresh"));
        outbox.markPublished(List.of(events.get(1).id()));

        // when
        List<StoredEvent> overdue = outbox.findOverdue(Duration.ofSeconds(2), 9);

        // then
        assertThat(overdue).extracting(StoredEvent::payload).containsExactly("a", "c");
        assertThat(outbox.findOverdue(Duration.ofSeconds(2), 1)).hasSize(1);
    }

    @Test
    void shouldFindWhatIsStillBlocked() {
        // given
        List<StoredEvent> events = append(draft(trace, "a"), draft(trace, "b"));

        // when, then
        assertThat(outbox.findBlocked(ids(events)))
                .containsExactly(events.get(1).id());
        outbox.markPublished(List.of(events.get(0).id()));
        assertThat(outbox.findBlocked(ids(events))).isEmpty();
    }

    @Test
    void shouldPurgeOnlyWhatWasPublishedLongAgo() {
        // given
        List<StoredEvent> events = append(draft(trace, "a"), draft(trace, "b"), draft(trace, "c"));
        outbox.markPublished(ids(events.subList(0, 2)));
        sql.execute("UPDATE outbox SET published_at = now() - interval '1 hour' WHERE payload = 'a'");

        // when
        int purged = outbox.purge(Duration.ofMinutes(30), 9);

        // then
        assertThat(purged).isEqualTo(1);
        assertThat(sql.rows("SELECT payload FROM outbox ORDER BY id"))
                .extracting(row -> row.get("payload"))
                .containsExactly("b", "c");
    }

    private long waitingForALock() {
        return sql.count("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
    }

    private List<StoredEvent> append(EventDraft... drafts) {
        return QuarkusTransaction.requiringNew().call(() -> outbox.append(List.of(drafts)));
    }

    private EventDraft draft(UUID ofTrace, String payload) {
        return new EventDraft(UUID.randomUUID(), run, ofTrace, Topic.TRACE_FINISHED, payload);
    }

    private static List<Long> ids(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::id).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
