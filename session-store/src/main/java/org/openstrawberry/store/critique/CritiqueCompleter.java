package org.openstrawberry.store.critique;

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
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.budget.Settlement;

/** Ends claimed critiques, fenced by the attempt. */
@ApplicationScoped
public class CritiqueCompleter {
    /** A critique that was given back but not claimed again still takes its reply: the call is paid for. */
    private static final String COMPLETE_SQL = """
            WITH input AS (
                SELECT *
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                     AS i (critique_id, attempt, status, outcome, score, first_wrong_turn, text, raw_reply,
                           input_tokens, cached_tokens, cache_written_tokens, output_tokens, reasoning_tokens,
                           cost, latency_millis, error_code, error_detail, charged, votes, scores)),
            held AS MATERIALIZED (
                SELECT c.id, c.trace_id, c.status, c.reserved_tokens, c.reserved_cost
                FROM critique c
                JOIN input i ON c.id = i.critique_id AND c.attempt = i.attempt
                WHERE c.status IN ('RUNNING', 'PENDING')
                ORDER BY c.id
                FOR NO KEY UPDATE OF c),
            bill AS (
                SELECT s.run_id, h.status = 'RUNNING' AS held, h.reserved_tokens, h.reserved_cost, i.charged,
                       i.input_tokens::bigint + i.output_tokens AS used_tokens, i.cost AS used_cost
                FROM held h
                JOIN input i ON i.critique_id = h.id
                JOIN trace s ON s.id = h.trace_id),
            %s
            UPDATE critique c
            SET status = i.status, outcome = i.outcome, score = i.score, first_wrong_turn = i.first_wrong_turn,
                text = i.text, raw_reply = i.raw_reply, input_tokens = i.input_tokens,
                cached_tokens = i.cached_tokens, cache_written_tokens = i.cache_written_tokens,
                output_tokens = i.output_tokens,
                reasoning_tokens = i.reasoning_tokens, cost = i.cost, latency_millis = i.latency_millis,
                error_code = i.error_code, error_detail = i.error_detail,
                votes = i.votes::jsonb, scores = i.scores::jsonb,
                lease_owner = NULL, lease_until = NULL, completed_at = now(),
                reserved_tokens = NULL, reserved_cost = NULL
            FROM held h, input i, trace s
            WHERE c.id = h.id AND i.critique_id = c.id AND i.attempt = c.attempt AND s.id = c.trace_id
            RETURNING %s
            """.formatted(Settlement.CTES, CritiqueRows.ENDED_COLUMNS);

    private final DataSource dataSource;

    CritiqueCompleter(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Stores the ends of critiques. A completion whose claim was overtaken by a later attempt changes nothing.
     *
     * @param completions of different critiques
     * @return the critiques that ended by it, to be announced now
     */
    @Transactional
    public List<EndedCritique> complete(List<CritiqueCompletion> completions) {
        if (completions.isEmpty()) {
            return List.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(COMPLETE_SQL)) {
            bind(connection, statement, completions);
            List<EndedCritique> ended = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ended.add(CritiqueRows.ended(row));
                }
            }
            return List.copyOf(ended);
        } catch (SQLException e) {
            throw new StoreException("cannot complete critiques", e);
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, List<CritiqueCompletion> rows)
            throws SQLException {
        statement.setArray(
                1, column(connection, "uuid", rows, row -> row.claim().critiqueId()));
        statement.setArray(
                2, column(connection, "integer", rows, row -> row.claim().attempt()));
        statement.setArray(
                3, column(connection, "text", rows, row -> row.status().name()));
        statement.setArray(
                4, column(connection, "text", rows, row -> row.outcome().name()));
        statement.setArray(5, column(connection, "float8", rows, CritiqueCompletion::score));
        statement.setArray(6, column(connection, "integer", rows, CritiqueCompletion::firstWrongTurn));
        statement.setArray(7, column(connection, "text", rows, CritiqueCompletion::text));
        statement.setArray(8, column(connection, "text", rows, CritiqueCompletion::rawReply));
        statement.setArray(
                9, column(connection, "integer", rows, row -> row.usage().input()));
        statement.setArray(
                10, column(connection, "integer", rows, row -> row.usage().cached()));
        statement.setArray(
                11, column(connection, "integer", rows, row -> row.usage().cacheWritten()));
        statement.setArray(
                12, column(connection, "integer", rows, row -> row.usage().output()));
        statement.setArray(
                13, column(connection, "integer", rows, row -> row.usage().reasoning()));
        statement.setArray(14, column(connection, "numeric", rows, CritiqueCompletion::cost));
        statement.setArray(15, column(connection, "bigint", rows, CritiqueCompletion::latencyMillis));
        statement.setArray(16, column(connection, "text", rows, CritiqueCompletion::errorCode));
        statement.setArray(17, column(connection, "text", rows, CritiqueCompletion::errorDetail));
        statement.setArray(18, column(connection, "boolean", rows, CritiqueCompletion::charged));
        statement.setArray(19, column(connection, "text", rows, row -> CritiqueVotesConverter.json(row.votes())));
        statement.setArray(20, column(connection, "text", rows, row -> CritiqueScoresConverter.json(row.scores())));
    }
}
