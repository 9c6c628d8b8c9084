package org.openstrawberry.store.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.Fixture;
import org.openstrawberry.store.Sql;
import org.openstrawberry.store.outbox.EventDraft;
import org.openstrawberry.store.outbox.Outbox;

/** Everything that writes, at once and on the same traces: nothing may be lost, doubled or locked up. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ConcurrencyTest {
    private static final int TRACES = 24;
    private static final int ROUNDS = 6;
    private static final int CAP = 1_000;

    @Inject
    TurnQueue queue;

    @Inject
    TurnCompleter completer;

    @Inject
    TurnReaper reaper;

    @Inject
    Outbox outbox;

    @Inject
    Fixture fixture;

    @Inject
    Sql sql;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldKeepSumsAndSequencesWhileAllWriteAtOnce(long seed) throws Exception {
        // given
        fixture.clear();
        UUID run = fixture.run(RunStatus.RUNNING);
        List<UUID> traces = fixture.traces(run, TRACES, TraceStatus.AWAITING_TURN);
        int appended = 0;

        for (int round = 0; round < ROUNDS; round++) {
            int index = round;
            traces.forEach(trace -> fixture.turn(trace, index, TurnStatus.PENDING));
            List<TurnClaim> claims = queue.claimWaiting(TRACES, Duration.ZERO, "me", Duration.ofSeconds(30)).stream()
                    .map(ClaimedTurn::claim)
                    .toList();
            assertThat(claims).hasSize(TRACES);

            // when the same turns are completed twice and renewed, reaped and given events, in different orders
            AtomicBoolean over = new AtomicBoolean();
            try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
                List<Future<Integer>> completing = Stream.of(1, 2, 3)
                        .map(worker -> threads.submit(() -> completeAll(claims, seed * worker)))
                        .toList();
                Future<Integer> appending = threads.submit(() -> appendToAll(run, traces, seed));
                List<Future<?>> keeping = List.of(
                        threads.submit(() -> renewUntil(over, claims, seed)), threads.submit(() -> reapUntil(over)));
                int completed = 0;
                for (Future<Integer> worker : completing) {
                    completed += worker.get();
                }
                appended += appending.get();
                over.set(true);
                for (Future<?> keeper : keeping) {
                    keeper.get();
                }

                // then
                assertThat(completed).isEqualTo(TRACES);
            }
        }
        int turns = TRACES * ROUNDS;
        assertThat(sql.count("SELECT count(*) FROM turn WHERE status = 'COMPLETED'"))
                .isEqualTo(turns);
        assertThat(sql.row("SELECT sum(calls) AS calls, sum(input_tokens)::bigint AS input FROM trace"))
                .containsEntry("calls", (long) turns)
                .containsEntry("input", 10L * turns);
        assertThat(sql.count("SELECT count(*) FROM outbox")).isEqualTo(turns + appended);
        assertThat(sql.rows("""
                        SELECT s.id FROM trace s JOIN outbox o ON o.trace_id = s.id
                        GROUP BY s.id
                        HAVING min(o.sequence) <> 1 OR max(o.sequence) <> count(*) OR s.event_sequence <> count(*)
                        """)).isEmpty();
    }

    private int completeAll(List<TurnClaim> claims, long seed) {
        int completed = 0;
        List<TurnClaim> rest = shuffled(claims, seed);
        while (!rest.isEmpty()) {
            List<TurnClaim> batch = rest.subList(0, Math.min(7, rest.size()));
            completed += completer
                    .complete(batch.stream()
                            .map(claim -> Completions.completed(claim, "reply"))
                            .toList())
                    .size();
            rest = rest.subList(batch.size(), rest.size());
        }
        return completed;
    }

    private int appendToAll(UUID run, List<UUID> traces, long seed) {
        List<EventDraft> drafts = shuffled(traces, seed).stream()
                .map(trace -> new EventDraft(UUID.randomUUID(), run, trace, Topic.ANSWER_JUDGED, "{}"))
                .toList();
        for (int from = 0; from < drafts.size(); from += 5) {
            List<EventDraft> batch = drafts.subList(from, Math.min(from + 5, drafts.size()));
            QuarkusTransaction.requiringNew().run(() -> outbox.append(batch));
        }
        return drafts.size();
    }

    private void renewUntil(AtomicBoolean over, List<TurnClaim> claims, long seed) {
        while (!over.get()) {
            queue.renew(shuffled(claims, seed), Duration.ofMillis(1));
        }
    }

    private void reapUntil(AtomicBoolean over) {
        while (!over.get()) {
            QuarkusTransaction.requiringNew()
                    .run(() -> outbox.append(reaper.reapLapsed(5, CAP).stream()
                            .filter(turn -> turn.status() == TurnStatus.POISONED)
                            .map(turn -> new EventDraft(
                                    UUID.randomUUID(), turn.runId(), turn.traceId(), Topic.TURN_COMPLETED, "{}"))
                            .toList()));
        }
    }

    private static <T> List<T> shuffled(List<T> list, long seed) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, new Random(seed));
        return copy;
    }
}
