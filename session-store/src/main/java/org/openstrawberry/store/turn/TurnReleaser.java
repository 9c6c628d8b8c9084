package org.openstrawberry.store.turn;

import static org.openstrawberry.store.jdbc.Arrays.column;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.budget.Settlement;

/** Gives claimed turns back unanswered, and settles what they had reserved. */
@ApplicationScoped
public class TurnReleaser {
    /**
     * A call that may have been charged for keeps its reservation in the row, for its reply may still come. One that failed
     * and of which the provider told what it used is settled for that, and counted with its trace. The traces are locked
     * first, in the order of their ids, as those who end or reopen them do: whether a turn waits again or is CANCELLED
     * must not be decided by a status that is just being changed.
     */
    private static final String RELEASE_SQL = """
            WITH input AS (
                SELECT *
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                     AS i (turn_id, attempt, charged, failed, delay_millis, input_tokens, cached_tokens, output_tokens,
                           reasoning_tokens, cost, cache_written_tokens)),
            locked AS MATERIALIZED (
                SELECT s.id, s.run_id, s.status
                FROM trace s
                WHERE s.id IN (SELECT t.trace_id FROM turn t JOIN input i ON t.id = i.turn_id)
                ORDER BY s.id
                FOR NO KEY UPDATE),
            held AS MATERIALIZED (
                SELECT t.id, t.trace_id, t.reserved_tokens, t.reserved_cost, i.charged, i.failed, i.delay_millis,
                       i.input_tokens, i.cached_tokens, i.output_tokens, i.reasoning_tokens, i.cost,
                       i.cache_written_tokens,
                       i.input_tokens::bigint + i.output_tokens AS used_tokens
                FROM turn t
                JOIN input i ON t.id = i.turn_id AND t.attempt = i.attempt
                WHERE t.trace_id = ANY (ARRAY (SELECT l.id FROM locked l)) AND t.status = 'RUNNING'
                ORDER BY t.id
                FOR NO KEY UPDATE OF t),
            bill AS (
                SELECT l.run_id, true AS held, h.reserved_tokens, h.reserved_cost, h.charged,
                       h.used_tokens, h.cost AS used_cost
                FROM held h
                JOIN locked l ON l.id = h.trace_id),
            %s,
            counted AS (
                UPDATE trace s
                SET calls = s.calls + 1, input_tokens = s.input_tokens + h.input_tokens,
                    cached_tokens = coalesce(s.cached_tokens + h.cached_tokens, s.cached_tokens, h.cached_tokens),
                    cache_written_tokens = coalesce(s.cache_written_tokens + h.cache_written_tokens,
                                                    s.cache_written_tokens, h.cache_written_tokens),
                    output_tokens = s.output_tokens + h.output_tokens,
                    reasoning_tokens = coalesce(s.reasoning_tokens + h.reasoning_tokens,
                                                s.reasoning_tokens, h.reasoning_tokens),
                    cost = CASE WHEN h.cost IS NULL THEN s.cost ELSE coalesce(s.cost, 0) + h.cost END
                FROM held h
                WHERE s.id = h.trace_id AND h.used_tokens IS NOT NULL)
            UPDATE turn t
            SET status = CASE WHEN l.status = 'FINISHED' THEN 'CANCELLED' ELSE 'PENDING' END,
                completed_at = CASE WHEN l.status = 'FINISHED' THEN now() END,
                lease_owner = NULL, lease_until = NULL, failures = t.failures + h.failed::integer,
                withheld = t.withheld + (NOT h.charged AND NOT h.failed)::integer,
                visible_at = greatest(t.visible_at, now() + h.delay_millis * interval '1 millisecond'),
                reserved_tokens = CASE WHEN h.charged AND h.used_tokens IS NULL THEN t.reserved_tokens END,
                reserved_cost = CASE WHEN h.charged AND h.cost IS NULL THEN t.reserved_cost END
            FROM held h, locked l
            WHERE t.id = h.id AND l.id = h.trace_id
            RETURNING t.id
            """.formatted(Settlement.CTES.strip());

    private final DataSource dataSource;

    TurnReleaser(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Gives turns back, for others to claim; those of traces that are over end as CANCELLED.
     *
     * @param releases of different turns
     * @return the turns given back; the others were no longer held
     */
    @Transactional
    public Set<UUID> release(Collection<TurnRelease> releases) {
        if (releases.isEmpty()) {
            return Set.of();
        }
        List<TurnRelease> rows = List.copyOf(releases);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(RELEASE_SQL)) {
            statement.setArray(
                    1, column(connection, "uuid", rows, row -> row.claim().turnId()));
            statement.setArray(
                    2, column(connection, "integer", rows, row -> row.claim().attempt()));
            statement.setArray(3, column(connection, "boolean", rows, TurnRelease::charged));
            statement.setArray(4, column(connection, "boolean", rows, TurnRelease::failed));
            statement.setArray(
                    5, column(connection, "bigint", rows, row -> row.delay().toMillis()));
            statement.setArray(
                    6, column(connection, "integer", rows, row -> row.usage().input()));
            statement.setArray(
                    7, column(connection, "integer", rows, row -> row.usage().cached()));
            statement.setArray(
                    8, column(connection, "integer", rows, row -> row.usage().output()));
            statement.setArray(
                    9, column(connection, "integer", rows, row -> row.usage().reasoning()));
            statement.setArray(10, column(connection, "numeric", rows, TurnRelease::cost));
            statement.setArray(
                    11, column(connection, "integer", rows, row -> row.usage().cacheWritten()));
            Set<UUID> released = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    released.add(row.getObject(1, UUID.class));
                }
            }
            return Set.copyOf(released);
        } catch (SQLException e) {
            throw new StoreException("cannot release turns", e);
        }
    }
}
