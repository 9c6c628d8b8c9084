package org.openstrawberry.store.critique;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.store.StoreException;

/** Counts what critics said of a run beside what the judge found. Verdicts of cancelled traces do not count. */
@ApplicationScoped
public class CriticRecords {
    private static final int QUERY_SECONDS = 30;

    private static final String SAID_SQL = """
            SELECT status, outcome, error_code, verdict, last, count(*)
            FROM (SELECT c.status, c.outcome, c.error_code, v.outcome AS verdict,
                         coalesce(c.outcome IN ('PASS', 'FAIL'), false)
                         AND row_number() OVER (PARTITION BY c.trace_id, coalesce(c.outcome IN ('PASS', 'FAIL'), false)
                                                ORDER BY c.after_turn DESC) = 1 AS last
                  FROM trace t
                  JOIN critique c ON c.trace_id = t.id
                  LEFT JOIN verdict v ON v.trace_id = t.id AND t.status = 'FINISHED' AND t.end_reason <> 'CANCELLED'
                  WHERE t.run_id = ?) said
            GROUP BY status, outcome, error_code, verdict, last
            """;

    /** Of each trace the score that was given last, which is the one closest to its answer. */
    private static final String SCORES_SQL = """
            SELECT least(width_bucket(score, 0, 1, 10), 10) AS bin, count(*), sum(score),
                   count(*) FILTER (WHERE verdict = 'CORRECT')
            FROM (SELECT DISTINCT ON (t.id) c.score, v.outcome AS verdict
                  FROM trace t
                  JOIN critique c ON c.trace_id = t.id AND c.score IS NOT NULL
                  JOIN verdict v ON v.trace_id = t.id AND v.outcome IN ('CORRECT', 'INCORRECT')
                  WHERE t.run_id = ? AND t.status = 'FINISHED' AND t.end_reason <> 'CANCELLED'
                  ORDER BY t.id, c.after_turn DESC) scored
            GROUP BY bin
            ORDER BY bin
            """;

    private static final String PAIRS_SQL = """
            WITH ended AS (
                SELECT t.run_id, t.problem_id, count(*) AS samples,
                       count(*) FILTER (WHERE v.outcome = 'CORRECT') AS correct
                FROM trace t LEFT JOIN verdict v ON v.trace_id = t.id
                WHERE t.run_id IN (?, ?) AND t.status = 'FINISHED' AND t.end_reason <> 'CANCELLED'
                GROUP BY t.run_id, t.problem_id)
            SELECT a.samples, a.correct, b.samples, b.correct, count(*)
            FROM ended a JOIN ended b ON b.problem_id = a.problem_id
            WHERE a.run_id = ? AND b.run_id = ?
            GROUP BY 1, 2, 3, 4
            ORDER BY 1, 2, 3, 4
            """;

    private final DataSource dataSource;

    CriticRecords(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Critiques that are alike.
     *
     * @param outcome null until they are made
     * @param errorCode why nothing is known; null when something is
     * @param verdict on the answers of their traces; null without one
     * @param last whether they are the last of their traces that passed or failed
     */
    public record Said(
            TurnStatus status,
            @Nullable CritiqueOutcome outcome,
            @Nullable String errorCode,
            @Nullable VerdictOutcome verdict,
            boolean last,
            long count) {}

    /**
     * Last scores of traces, in a tenth of the range from 0 to 1.
     *
     * @param sum of the scores
     * @param right how many of the traces' answers are right
     */
    public record Scores(long count, double sum, long right) {}

    /**
     * Problems that went alike in two runs.
     *
     * @param samples ended in the first run, {@code right} of them right; likewise in the second
     */
    public record Pairs(int samples, int right, int otherSamples, int otherRight, long problems) {}

    /** What the critics of the run said. */
    @Transactional
    public List<Said> said(UUID runId) {
        return query(
                SAID_SQL,
                row -> {
                    String outcome = row.getString(2);
                    String verdict = row.getString(4);
                    return new Said(
                            TurnStatus.valueOf(row.getString(1)),
                            outcome == null ? null : CritiqueOutcome.valueOf(outcome),
                            row.getString(3),
                            verdict == null ? null : VerdictOutcome.valueOf(verdict),
                            row.getBoolean(5),
                            row.getLong(6));
                },
                runId);
    }

    /** The scores of the run, in the tenths that have any, lowest first. */
    @Transactional
    public List<Scores> scores(UUID runId) {
        return query(SCORES_SQL, row -> new Scores(row.getLong(2), row.getDouble(3), row.getLong(4)), runId);
    }

    /** The problems that both runs have ended samples of. */
    @Transactional
    public List<Pairs> pairs(UUID runId, UUID otherId) {
        return query(
                PAIRS_SQL,
                row -> new Pairs(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getLong(5)),
                runId,
                otherId,
                runId,
                otherId);
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Reading<T> reading, UUID... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(QUERY_SECONDS);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reading.of(row));
                }
            }
            return List.copyOf(rows);
        } catch (SQLException e) {
            throw new StoreException("cannot count what critics said", e);
        }
    }
}
