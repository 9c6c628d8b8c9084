package org.openstrawberry.orchestrator.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.store.StoreException;

/** Counts what became of the traces of a run. Each method is one statement over one run's traces. */
@ApplicationScoped
public class RunStatistics {
    private static final int QUERY_SECONDS = 30;

    /** Only verdicts of traces that are over count: the right ones would else be more than their share. */
    private static final String COUNTS_SQL = """
            SELECT t.status, t.end_reason, v.outcome, count(*), count(*) FILTER (WHERE t.paused), sum(t.turn_count),
                   sum(t.input_tokens), sum(t.cached_tokens), sum(t.cache_written_tokens), sum(t.output_tokens),
                   sum(t.reasoning_tokens), sum(t.calls), sum(t.calls_unmetered), sum(t.cost), t.error_code
            FROM trace t LEFT JOIN verdict v ON v.trace_id = t.id AND t.status = 'FINISHED'
            WHERE t.run_id = ?
            GROUP BY t.status, t.end_reason, t.error_code, v.outcome
            """;

    private static final String GROUPS_SQL = """
            SELECT samples, correct, count(*)
            FROM (SELECT count(*) AS samples, count(*) FILTER (WHERE v.outcome = 'CORRECT') AS correct
                  FROM trace t LEFT JOIN verdict v ON v.trace_id = t.id
                  WHERE t.run_id = ? AND t.status = 'FINISHED' AND t.end_reason <> 'CANCELLED'
                  GROUP BY t.problem_id) problem
            GROUP BY samples, correct
            """;

    /** The answer most samples of a problem agree on; of several, the one that came first. */
    private static final String MAJORITY_SQL = """
            WITH vote AS (
                SELECT t.problem_id, coalesce(v.answer_normal_form, v.extracted) AS answer, count(*) AS votes,
                       min(t.sample) AS first_sample, bool_or(v.outcome = 'CORRECT') AS correct
                FROM trace t JOIN verdict v ON v.trace_id = t.id
                WHERE t.run_id = ? AND t.status = 'FINISHED' AND t.end_reason <> 'CANCELLED'
                  AND coalesce(v.answer_normal_form, v.extracted) IS NOT NULL
                GROUP BY 1, 2),
            winner AS (
                SELECT DISTINCT ON (problem_id) correct FROM vote ORDER BY problem_id, votes DESC, first_sample)
            SELECT count(*) FILTER (WHERE correct),
                   (SELECT count(DISTINCT problem_id) FROM trace
                    WHERE run_id = ? AND status = 'FINISHED' AND end_reason <> 'CANCELLED')
            FROM winner
            """;

    private static final String SETTLED_SQL = """
            SELECT NOT EXISTS (SELECT FROM turn t JOIN trace s ON s.id = t.trace_id
                               WHERE t.status = 'RUNNING' AND s.run_id = ?)
                   AND NOT EXISTS (SELECT FROM critique c JOIN trace s ON s.id = c.trace_id
                                   WHERE c.status IN ('PENDING', 'RUNNING') AND s.run_id = ?)
            """;

    private final DataSource dataSource;

    RunStatistics(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** How far the run has come. */
    @Transactional
    public RunCounts counts(UUID runId) {
        return query(COUNTS_SQL, List.of(runId), RunStatistics::readCounts);
    }

    /** Whether no call of the run is in flight or waits: critiques can outlive it. */
    @Transactional
    public boolean isSettled(UUID runId) {
        return query(SETTLED_SQL, List.of(runId, runId), rows -> rows.next() && rows.getBoolean(1));
    }

    /** The run's problems by how many of their samples ended and were correct. */
    @Transactional
    public List<PassAtK.Group> groups(UUID runId) {
        return query(GROUPS_SQL, List.of(runId), rows -> {
            List<PassAtK.Group> groups = new ArrayList<>();
            while (rows.next()) {
                groups.add(new PassAtK.Group(rows.getInt(1), rows.getInt(2), rows.getLong(3)));
            }
            return groups;
        });
    }

    /** The share of problems whose most frequent answer is correct; empty while no sample has ended. */
    @Transactional
    public Optional<Proportion> majority(UUID runId) {
        return query(MAJORITY_SQL, List.of(runId, runId), rows -> {
            rows.next();
            long problems = rows.getLong(2);
            return problems == 0 ? Optional.empty() : Optional.of(Proportion.wilson(rows.getLong(1), problems));
        });
    }

    private static RunCounts readCounts(ResultSet rows) throws SQLException {
        Map<TraceStatus, Long> states = new EnumMap<>(TraceStatus.class);
        Map<EndReason, Long> endReasons = new EnumMap<>(EndReason.class);
        Map<String, Long> errorCodes = new HashMap<>();
        Map<VerdictOutcome, Long> verdicts = new EnumMap<>(VerdictOutcome.class);
        long paused = 0;
        long turns = 0;
        RunCounts.Tokens tokens = RunCounts.Tokens.NONE;
        Optional<BigDecimal> cost = Optional.empty();
        while (rows.next()) {
            long traces = rows.getLong(4);
            states.merge(TraceStatus.valueOf(rows.getString(1)), traces, Long::sum);
            String endReason = rows.getString(2);
            if (endReason != null) {
                endReasons.merge(EndReason.valueOf(endReason), traces, Long::sum);
            }
            String errorCode = rows.getString("error_code");
            if (errorCode != null) {
                errorCodes.merge(errorCode, traces, Long::sum);
            }
            String outcome = rows.getString(3);
            if (outcome != null) {
                verdicts.merge(VerdictOutcome.valueOf(outcome), traces, Long::sum);
            }
            paused += rows.getLong(5);
            turns += rows.getLong(6);
            tokens = tokens.plus(new RunCounts.Tokens(
                    rows.getLong(7),
                    RunCosts.known(rows, 8),
                    RunCosts.known(rows, 9),
                    rows.getLong(10),
                    RunCosts.known(rows, 11),
                    rows.getLong(12),
                    rows.getLong(13)));
            BigDecimal part = rows.getBigDecimal(14);
            if (part != null) {
                cost = Optional.of(cost.orElse(BigDecimal.ZERO).add(part));
            }
        }
        return new RunCounts(states, paused, endReasons, errorCodes, verdicts, turns, tokens, cost);
    }

    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    private <T> T query(String sql, List<UUID> parameters, Reading<T> reading) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(QUERY_SECONDS);
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return reading.of(rows);
            }
        } catch (SQLException e) {
            throw new StoreException("cannot count the traces of a run", e);
        }
    }
}
