package org.openstrawberry.orchestrator.selection;

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
import org.openstrawberry.store.StoreException;

/** Counts how often each problem of a run was solved. */
@ApplicationScoped
public class RunSelection {
    private static final int QUERY_SECONDS = 60;

    /** Traces that something else than their model ended say nothing about their problem. */
    private static final String OUTCOMES_SQL = """
            SELECT p.id, p.position,
                   count(t.id) FILTER (WHERE v.outcome = 'CORRECT') AS correct,
                   count(t.id) FILTER (WHERE coalesce(v.outcome, 'INCORRECT') = 'INCORRECT') AS incorrect,
                   count(t.id) FILTER (WHERE v.outcome = 'UNDECIDED') AS undecided
            FROM run r
            JOIN problem p ON p.problem_set_id = r.problem_set_id AND p.position < r.problems
            LEFT JOIN trace t ON t.run_id = r.id AND t.problem_id = p.id AND t.status = 'FINISHED'
                              AND t.end_reason NOT IN ('CANCELLED', 'PROVIDER_ERROR', 'POISONED') AND NOT t.stopped
            LEFT JOIN verdict v ON v.trace_id = t.id
            WHERE r.id = ?
            GROUP BY p.id, p.position
            ORDER BY p.position
            """;

    private final DataSource dataSource;

    RunSelection(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The run's problems in their order; empty when there is no such run. */
    @Transactional
    public List<ProblemSelection> of(UUID runId, Band band) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(OUTCOMES_SQL)) {
            statement.setQueryTimeout(QUERY_SECONDS);
            statement.setObject(1, runId);
            List<ProblemSelection> problems = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Outcomes outcomes =
                            new Outcomes(row.getInt("correct"), row.getInt("incorrect"), row.getInt("undecided"));
                    problems.add(ProblemSelection.of(
                            row.getObject("id", UUID.class), row.getInt("position"), outcomes, band));
                }
            }
            return List.copyOf(problems);
        } catch (SQLException e) {
            throw new StoreException("cannot count how often problems were solved", e);
        }
    }
}
