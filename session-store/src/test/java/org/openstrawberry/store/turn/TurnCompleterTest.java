package org.openstrawberry.store.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.Fixture;
import org.openstrawberry.store.Sql;
import org.openstrawberry.store.outbox.StoredEvent;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class TurnCompleterTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    @Inject
    TurnQueue queue;

    @Inject
    TurnCompleter completer;

    @Inject
    TurnReaper reaper;

    @Inject
    Fixture fixture;

    @Inject
    Sql sql;

    UUID run = new UUID(0, 0);
    UUID turn = new UUID(0, 0);

    @BeforeEach
    void claimATurn() {
        fixture.clear();
        run = fixture.run(RunStatus.RUNNING);
        turn = fixture.waitingTurn(run);
        queue.claim(List.of(turn), "me", LEASE);
    }

    @Test
    void shouldStoreTheReplyTheSumsAndTheEventTogether() {
        // when
        List<StoredEvent> events = completer.complete(List.of(Completions.completed(new TurnClaim(turn, 1), "four")));

        // then
        assertThat(sql.row("SELECT * FROM turn"))
                .containsEntry("status", "COMPLETED")
                .containsEntry("reply", "four")
                .containsEntry("title", "title")
                .containsEntry("finish_reason", "STOP")
                .containsEntry("input_tokens", 10)
                .containsEntry("cached_tokens", 4)
                .containsEntry("cache_written_tokens", 3)
                .containsEntry("output_tokens", 5)
                .containsEntry("reasoning_tokens", 2)
                .containsEntry("provider_model", "simulated-1")
                .containsEntry("lease_owner", null)
                .containsEntry("lease_until", null);
        assertThat(trace())
                .containsEntry("input_tokens", 10L)
                .containsEntry("cached_tokens", 4L)
                .containsEntry("cache_written_tokens", 3L)
                .containsEntry("output_tokens", 5L)
                .containsEntry("reasoning_tokens", 2L)
                .containsEntry("calls", 1)
                .containsEntry("calls_unmetered", 0)
                .containsEntry("thinking_millis", 100L)
                .containsEntry("event_sequence", 1L)
                .hasEntrySatisfying(
                        "cost", cost -> assertThat((BigDecimal) cost).isEqualByComparingTo("0.25"));
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.traceId()).isEqualTo(fixture.traceOf(turn));
            assertThat(event.sequence()).isEqualTo(1);
            assertThat(event.topic()).isEqualTo(Topic.TURN_COMPLETED);
            assertThat(event.payload()).isEqualTo("{\"reply\":\"four\"}");
            assertThat(event.blocked()).isFalse();
        });
        assertThat(sql.row("SELECT * FROM outbox"))
                .containsEntry("id", events.getFirst().id())
                .containsEntry("run_id", run)
                .containsEntry("published_at", null);
    }

    @Test
    void shouldAddASecondTimeNothing() {
        // given
        TurnCompletion completion = Completions.completed(new TurnClaim(turn, 1), "four");
        completer.complete(List.of(completion));

        // when
        List<StoredEvent> events = completer.complete(List.of(completion));

        // then
        assertThat(events).isEmpty();
        assertThat(trace()).containsEntry("calls", 1).containsEntry("input_tokens", 10L);
        assertThat(sql.count("SELECT count(*) FROM outbox")).isEqualTo(1);
    }

    @Test
    void shouldStoreAReplyThatCameAfterTheLeaseHadBeenReaped() {
        // given
        lapse();
        assertThat(reaper.reapLapsed(9, 3)).hasSize(1);

        // when
        List<StoredEvent> events = completer.complete(List.of(Completions.completed(new TurnClaim(turn, 1), "paid")));

        // then
        assertThat(events).hasSize(1);
        assertThat(sql.row("SELECT status, reply FROM turn"))
                .containsEntry("status", "COMPLETED")
                .containsEntry("reply", "paid");
        assertThat(queue.claim(List.of(turn), "other", LEASE)).isEmpty();
    }

    @Test
    void shouldRefuseALateFinisherWhoseTurnIsInOtherHands() {
        // given
        lapse();
        reaper.reapLapsed(9, 3);
        queue.claim(List.of(turn), "other", LEASE);

        // when
        List<StoredEvent> late = completer.complete(List.of(Completions.completed(new TurnClaim(turn, 1), "late")));
        List<StoredEvent> now = completer.complete(List.of(Completions.completed(new TurnClaim(turn, 2), "now")));

        // then
        assertThat(late).isEmpty();
        assertThat(now).hasSize(1);
        assertThat(sql.row("SELECT reply FROM turn")).containsEntry("reply", "now");
        assertThat(trace()).containsEntry("calls", 1).containsEntry("input_tokens", 10L);
    }

    @Test
    void shouldRefuseAFinisherOfAPoisonedTurn() {
        // given
        lapse();
        reaper.reapLapsed(9, 1);

        // when
        List<StoredEvent> events = completer.complete(List.of(Completions.completed(new TurnClaim(turn, 1), "late")));

        // then
        assertThat(events).isEmpty();
        assertThat(sql.row("SELECT status FROM turn")).containsEntry("status", "POISONED");
    }

    @Test
    void shouldCountACallWithoutReportedTokensAsUnmetered() {
        // when
        completer.complete(
                List.of(Completions.completed(new TurnClaim(turn, 1), "four", new Usage(10, null, null, null), null)));

        // then
        assertThat(trace())
                .containsEntry("calls", 1)
                .containsEntry("calls_unmetered", 1)
                .containsEntry("input_tokens", 10L)
                .containsEntry("output_tokens", 0L)
                .containsEntry("cost", null);
        assertThat(sql.row("SELECT output_tokens FROM turn")).containsEntry("output_tokens", null);
    }

    @Test
    void shouldKeepSumsUnknownUntilACallReportsSomething() {
        // given
        UUID trace = fixture.traceOf(turn);
        UUID second = fixture.turn(trace, 1, TurnStatus.PENDING);
        UUID third = fixture.turn(trace, 2, TurnStatus.PENDING);
        queue.claim(List.of(second, third), "me", LEASE);

        // when nothing is reported of what is cached and hidden
        complete(turn, new Usage(10, null, null, 5, null));

        // then
        assertThat(trace())
                .containsEntry("input_tokens", 10L)
                .containsEntry("cached_tokens", null)
                .containsEntry("cache_written_tokens", null)
                .containsEntry("reasoning_tokens", null);
        assertThat(sql.row("SELECT * FROM turn WHERE id = ?", turn))
                .containsEntry("cached_tokens", null)
                .containsEntry("cache_written_tokens", null)
                .containsEntry("reasoning_tokens", null);

        // when something is, a zero too
        complete(second, new Usage(10, 4, 0, 5, 1));

        // then
        assertThat(trace())
                .containsEntry("cached_tokens", 4L)
                .containsEntry("cache_written_tokens", 0L)
                .containsEntry("reasoning_tokens", 1L);

        // when a later call says nothing
        complete(third, new Usage(10, null, null, 5, null));

        // then what is known stays
        assertThat(trace())
                .containsEntry("input_tokens", 30L)
                .containsEntry("cached_tokens", 4L)
                .containsEntry("cache_written_tokens", 0L)
                .containsEntry("reasoning_tokens", 1L);
    }

    @Test
    void shouldStoreAFailureWithItsCode() {
        // when
        List<StoredEvent> events = completer.complete(List.of(Completions.failed(new TurnClaim(turn, 1), "TIMEOUT")));

        // then
        assertThat(events).hasSize(1);
        assertThat(sql.row("SELECT * FROM turn"))
                .containsEntry("status", "FAILED")
                .containsEntry("error_code", "TIMEOUT")
                .containsEntry("error_detail", "detail")
                .containsEntry("reply", null);
    }

    @Test
    void shouldStoreTheGoodOnesOfABatch() {
        // given
        List<UUID> others = fixture.waitingTurns(run, 3);
        queue.claim(others, "me", LEASE);

        // when
        List<StoredEvent> events = completer.complete(List.of(
                Completions.completed(new TurnClaim(others.get(2), 1), "c"),
                Completions.completed(new TurnClaim(others.get(1), 9), "wrong attempt"),
                Completions.failed(new TurnClaim(others.get(0), 1), "TIMEOUT"),
                Completions.completed(new TurnClaim(UUID.randomUUID(), 1), "no such turn")));

        // then
        assertThat(events)
                .extracting(StoredEvent::traceId)
                .containsExactlyInAnyOrder(fixture.traceOf(others.get(2)), fixture.traceOf(others.get(0)));
        assertThat(sql.count("SELECT count(*) FROM turn WHERE status = 'RUNNING'"))
                .isEqualTo(2);
    }

    @Test
    void shouldRefuseEndsThatContradictThemselves() {
        TurnClaim claim = new TurnClaim(turn, 1);
        assertThatThrownBy(() -> Completions.completed(claim, nothing())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Completions.failed(claim, nothing())).isInstanceOf(IllegalArgumentException.class);
    }

    @SuppressWarnings("NullAway") // what the checks of the record are for
    private static String nothing() {
        return null;
    }

    private void complete(UUID which, Usage usage) {
        assertThat(completer.complete(List.of(Completions.completed(new TurnClaim(which, 1), "reply", usage, null))))
                .hasSize(1);
    }

    private void lapse() {
        sql.execute("UPDATE turn SET lease_until = now() - interval '1 second'");
    }

    private Map<String, @Nullable Object> trace() {
        return sql.row("SELECT * FROM trace WHERE id = ?", fixture.traceOf(turn));
    }
}
