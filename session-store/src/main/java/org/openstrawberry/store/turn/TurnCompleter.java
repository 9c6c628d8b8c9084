package org.openstrawberry.store.turn;

import static org.openstrawberry.store.jdbc.Arrays.column;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.budget.Settlement;
import org.openstrawberry.store.outbox.StoredEvent;

/**
 * Ends claimed turns: the row, the sums of the trace, the run's budget and the {@code turn.completed} event in one statement, so that none
 * is ever there without the others.
 */
@ApplicationScoped
public class TurnCompleter {
    /**
     * A turn that was reaped but not claimed again still takes its reply: the call is paid for. The traces are locked in
     * the order of their ids before they are changed, as {@code Trace.lock} does, and after them the turns in the order
     * of theirs, as a renewal does, and the budgets last. The array makes sure of "after": a join might lock both row by
     * row.
     */
    private static final String COMPLETE_SQL = """
            WITH input AS (
                SELECT *
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                     AS i (turn_id, attempt, status, reply, title, finish_reason, input_tokens, cached_tokens,
                           cache_written_tokens, output_tokens, reasoning_tokens, cost, latency_millis,
                           provider_model, error_code, error_detail, event_id, payload, charged)),
            locked AS MATERIALIZED (
                SELECT s.id, s.run_id, s.stopped
                FROM trace s
                WHERE s.id IN (SELECT t.trace_id FROM turn t JOIN input i ON t.id = i.turn_id)
                ORDER BY s.id
                FOR NO KEY UPDATE),
            held AS MATERIALIZED (
                SELECT t.id, t.trace_id, t.status, t.reserved_tokens, t.reserved_cost
                FROM turn t
                JOIN input i ON i.turn_id = t.id AND i.attempt = t.attempt
                WHERE t.trace_id = ANY (ARRAY (SELECT l.id FROM locked l))
                  AND (t.status IN ('RUNNING', 'PENDING')
                       OR t.status = 'CANCELLED'
                          AND t.trace_id = ANY (ARRAY (SELECT l.id FROM locked l WHERE l.stopped)))
                ORDER BY t.id
                FOR NO KEY UPDATE OF t),
            bill AS (
                SELECT l.run_id, h.status = 'RUNNING' AS held, h.reserved_tokens, h.reserved_cost, i.charged,
                       i.input_tokens::bigint + i.output_tokens AS used_tokens, i.cost AS used_cost
                FROM held h
                JOIN input i ON i.turn_id = h.id
                JOIN locked l ON l.id = h.trace_id),
            %s,
            done AS (
                UPDATE turn t
                SET status = i.status, reply = i.reply, title = i.title, finish_reason = i.finish_reason,
                    input_tokens = i.input_tokens, cached_tokens = i.cached_tokens,
                    cache_written_tokens = i.cache_written_tokens,
                    output_tokens = i.output_tokens, reasoning_tokens = i.reasoning_tokens, cost = i.cost,
                    latency_millis = i.latency_millis, provider_model = i.provider_model,
                    error_code = i.error_code, error_detail = i.error_detail,
                    lease_owner = NULL, lease_until = NULL, completed_at = now(),
                    reserved_tokens = NULL, reserved_cost = NULL
                FROM input i, held h
                WHERE t.id = h.id AND t.id = i.turn_id AND t.attempt = i.attempt
                RETURNING t.id, t.trace_id, i.event_id, i.payload, t.input_tokens, t.cached_tokens,
                          t.cache_written_tokens, t.output_tokens, t.reasoning_tokens, t.cost,
                          t.latency_millis),
            counted AS (
                UPDATE trace s
                SET event_sequence = s.event_sequence + 1,
                    calls = s.calls + 1,
                    calls_unmetered = s.calls_unmetered
                        + CASE WHEN d.input_tokens IS NULL OR d.output_tokens IS NULL THEN 1 ELSE 0 END,
                    input_tokens = s.input_tokens + coalesce(d.input_tokens, 0),
                    cached_tokens = coalesce(s.cached_tokens + d.cached_tokens, s.cached_tokens, d.cached_tokens),
                    cache_written_tokens = coalesce(s.cache_written_tokens + d.cache_written_tokens,
                                                    s.cache_written_tokens, d.cache_written_tokens),
                    output_tokens = s.output_tokens + coalesce(d.output_tokens, 0),
                    reasoning_tokens = coalesce(s.reasoning_tokens + d.reasoning_tokens,
                                                s.reasoning_tokens, d.reasoning_tokens),
                    cost = CASE WHEN d.cost IS NULL THEN s.cost ELSE coalesce(s.cost, 0) + d.cost END,
                    thinking_millis = s.thinking_millis + d.latency_millis
                FROM done d
                WHERE s.id = d.trace_id
                RETURNING s.id, s.run_id, s.event_sequence, d.id AS turn_id, d.event_id, d.payload)
            INSERT INTO outbox (event_id, run_id, trace_id, sequence, topic, payload)
            SELECT c.event_id, c.run_id, c.id, c.event_sequence, ?, c.payload FROM counted c
            RETURNING id, event_id, trace_id, sequence, topic, payload,
                      previous_event_unpublished(trace_id, sequence)
            """.formatted(Settlement.CTES.strip());

    private final DataSource dataSource;

    /** On the session state's database. Where no container manages transactions, each method is one statement. */
    public TurnCompleter(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Stores the ends of turns. A completion whose claim was overtaken by a later attempt changes nothing.
     *
     * @param completions of different turns
     * @return the events of the completions that were stored, to be published now
     */
    @Transactional
    public List<StoredEvent> complete(List<TurnCompletion> completions) {
        if (completions.isEmpty()) {
            return List.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(COMPLETE_SQL)) {
            bind(connection, statement, completions);
            List<StoredEvent> events = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    events.add(StoredEvent.read(row));
                }
            }
            return List.copyOf(events);
        } catch (SQLException e) {
            throw new StoreException("cannot complete turns", e);
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, List<TurnCompletion> rows)
            throws SQLException {
        statement.setArray(
                1, column(connection, "uuid", rows, row -> row.claim().turnId()));
        statement.setArray(
                2, column(connection, "integer", rows, row -> row.claim().attempt()));
        statement.setArray(
                3, column(connection, "text", rows, row -> row.status().name()));
        statement.setArray(4, column(connection, "text", rows, TurnCompletion::reply));
        statement.setArray(5, column(connection, "text", rows, TurnCompletion::title));
        statement.setArray(6, column(connection, "text", rows, TurnCompletion::finishReason));
        statement.setArray(
                7, column(connection, "integer", rows, row -> row.usage().input()));
        statement.setArray(
                8, column(connection, "integer", rows, row -> row.usage().cached()));
        statement.setArray(
                9, column(connection, "integer", rows, row -> row.usage().cacheWritten()));
        statement.setArray(
                10, column(connection, "integer", rows, row -> row.usage().output()));
        statement.setArray(
                11, column(connection, "integer", rows, row -> row.usage().reasoning()));
        statement.setArray(12, column(connection, "numeric", rows, TurnCompletion::cost));
        statement.setArray(13, column(connection, "bigint", rows, TurnCompletion::latencyMillis));
        statement.setArray(14, column(connection, "text", rows, TurnCompletion::providerModel));
        statement.setArray(15, column(connection, "text", rows, TurnCompletion::errorCode));
        statement.setArray(16, column(connection, "text", rows, TurnCompletion::errorDetail));
        statement.setArray(17, column(connection, "uuid", rows, TurnCompletion::eventId));
        statement.setArray(18, column(connection, "text", rows, TurnCompletion::eventPayload));
        statement.setArray(19, column(connection, "boolean", rows, TurnCompletion::charged));
        statement.setString(20, Topic.TURN_COMPLETED.topicName());
    }
}
