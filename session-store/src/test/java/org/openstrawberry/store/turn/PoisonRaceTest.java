package org.openstrawberry.store.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.Fixture;
import org.openstrawberry.store.Sql;
import org.openstrawberry.store.outbox.EventDraft;
import org.openstrawberry.store.outbox.Outbox;
import org.openstrawberry.store.outbox.StoredEvent;

/** The reaper gives a turn up in the moment in which its reply comes after all. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class PoisonRaceTest {
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

    @RepeatedTest(20)
    void shouldEndATurnOnceWithoutADeadlock() throws Exception {
        // given
        fixture.clear();
        List<UUID> turns = fixture.waitingTurns(fixture.run(RunStatus.RUNNING), 10);
        queue.claim(turns, "me", Duration.ofSeconds(30));
        sql.execute("UPDATE turn SET lease_until = now() - interval '1 second'");

        // when
        int poisoned;
        int completed;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<List<StoredEvent>> poisoning = threads.submit(() -> QuarkusTransaction.requiringNew()
                    .call(() -> outbox.append(reaper.reapLapsed(10, 1).stream()
                            .map(turn -> new EventDraft(
                                    UUID.randomUUID(), turn.runId(), turn.traceId(), Topic.TURN_COMPLETED, "{}"))
                            .toList())));
            Future<List<StoredEvent>> completing = threads.submit(() -> completer.complete(turns.reversed().stream()
                    .map(turn -> Completions.completed(new TurnClaim(turn, 1), "reply"))
                    .toList()));
            poisoned = poisoning.get().size();
            completed = completing.get().size();
        }

        // then
        assertThat(poisoned + completed).isEqualTo(turns.size());
        assertThat(sql.count("SELECT count(*) FROM turn WHERE status = 'POISONED'"))
                .isEqualTo(poisoned);
        assertThat(sql.count("SELECT count(*) FROM turn WHERE status = 'COMPLETED'"))
                .isEqualTo(completed);
        assertThat(sql.count("SELECT count(*) FROM outbox")).isEqualTo(turns.size());
    }
}
