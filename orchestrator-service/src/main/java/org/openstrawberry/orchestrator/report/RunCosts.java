package org.openstrawberry.orchestrator.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.store.StoreException;

/** Counts what the calls of a run used. Each method is one statement. */
@ApplicationScoped
public class RunCosts {
    private static final int QUERY_SECONDS = 30;

    private static final String CRITICS_SQL = """
            SELECT sum(c.input_tokens), sum(c.cached_tokens), sum(c.cache_written_tokens),
                   sum(c.output_tokens), sum(c.reasoning_tokens),
                   sum(coalesce(jsonb_array_length(c.votes), 1)) FILTER (WHERE c.latency_millis IS NOT NULL),
                   count(*) FILTER (WHERE c.latency_millis IS NOT NULL
                                      AND (c.input_tokens IS NULL OR c.output_tokens IS NULL)),
                   sum(c.cost)
            FROM critique c JOIN trace t ON t.id = c.trace_id
            WHERE t.run_id = ?
            """;

    /** A trace whose calls are not all metered or priced tells too little to be drawn from. */
    private static final String SAMPLE_SQL = """
            SELECT count(*), sum(tokens), stddev_samp(tokens), count(cost), sum(cost), stddev_samp(cost)
            FROM (SELECT t.input_tokens + t.output_tokens + coalesce(c.tokens, 0) AS tokens,
                         t.cost + coalesce(c.cost, 0) AS cost
                  FROM trace t
                  LEFT JOIN LATERAL (SELECT sum(q.input_tokens + q.output_tokens) AS tokens, sum(q.cost) AS cost
                                     FROM critique q WHERE q.trace_id = t.id) c ON true
                  WHERE t.run_id = ? AND t.status = 'FINISHED' AND t.end_reason <> 'CANCELLED' AND NOT t.stopped
                    AND t.calls_unmetered = 0) used
            """;

    private static final String SIZES_SQL = """
            SELECT coalesce(avg(octet_length(p.prompt)), 0) FROM problem p WHERE p.problem_set_id = ? AND p.position < ?
            """;

    private final DataSource dataSource;

    RunCosts(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * What the critics of the run used.
     *
     * @param cost empty when no call had a known cost
     */
    public record Critics(RunCounts.Tokens tokens, Optional<BigDecimal> cost) {
        /** No critic was asked. */
        public static final Critics NONE = new Critics(RunCounts.Tokens.NONE, Optional.empty());
    }

    /** What the critics of the run used. */
    @Transactional
    public Critics critics(UUID runId) {
        return query(
                CRITICS_SQL,
                row -> {
                    RunCounts.Tokens tokens = new RunCounts.Tokens(
                            row.getLong(1),
                            known(row, 2),
                            known(row, 3),
                            row.getLong(4),
                            known(row, 5),
                            row.getLong(6),
                            row.getLong(7));
                    return new Critics(tokens, Optional.ofNullable(row.getBigDecimal(8)));
                },
                runId);
    }

    /** What the finished traces let expect; empty while there are too few. */
    @Transactional
    public Optional<Outlook> outlook(UUID runId, long planned, Duration elapsed) {
        return query(
                SAMPLE_SQL,
                row -> {
                    long traces = row.getLong(1);
                    if (traces < Outlook.FEWEST_TRACES) {
                        return Optional.empty();
                    }
                    Outlook.Sample tokens = new Outlook.Sample(traces, row.getBigDecimal(2), row.getDouble(3));
                    long priced = row.getLong(4);
                    Outlook.Sample cost =
                            priced < traces ? null : new Outlook.Sample(priced, row.getBigDecimal(5), row.getDouble(6));
                    return Optional.of(Outlook.of(tokens, cost, planned, elapsed));
                },
                runId);
    }

    /** Bytes of the average prompt of the first so many problems of the set. */
    @Transactional
    public double averagePrompt(UUID problemSetId, int problems) {
        return query(SIZES_SQL, row -> row.getDouble(1), problemSetId, problems);
    }

    /** A sum that is null when nothing was summed up. */
    static @Nullable Long known(ResultSet row, int column) throws SQLException {
        long sum = row.getLong(column);
        return row.wasNull() ? null : (Long) sum;
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> T query(String sql, Reading<T> reading, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(QUERY_SECONDS);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return reading.of(row);
            }
        } catch (SQLException e) {
            throw new StoreException("cannot count what a run used", e);
        }
    }
}
