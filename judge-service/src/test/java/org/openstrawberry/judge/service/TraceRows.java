package org.openstrawberry.judge.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.store.Ids;

/** Puts traces that wait for a verdict into the database, and looks what became of them. */
@ApplicationScoped
public class TraceRows {
    /** A run over one problem set, and the position of its next problem. */
    public static final class Run {
        final UUID id;
        final UUID problemSetId;
        private int problems;

        Run(UUID id, UUID problemSetId) {
            this.id = id;
            this.problemSetId = problemSetId;
        }
    }

    private final DataSource dataSource;
    private final Ids ids;

    TraceRows(DataSource dataSource, Ids ids) {
        this.dataSource = dataSource;
        this.ids = ids;
    }

    Run run() {
        Run run = new Run(ids.next(), ids.next());
        update(
                "INSERT INTO problem_set (id, name, version, content_hash, problems) VALUES (?, ?, 1, ?, 1)",
                run.problemSetId,
                "set " + run.problemSetId,
                run.problemSetId.toString());
        update("""
                INSERT INTO run (id, problem_set_id, name, model, mode, samples_per_problem, problems, settings,
                                 status, traces_planned, request_hash)
                VALUES (?, ?, 'run', 'replay:x', 'SINGLE_SHOT', 1, 1, '{}', 'RUNNING', 1, '')
                """, run.id, run.problemSetId);
        return run;
    }

    UUID waiting(Run run, String answer, @Nullable String groundTruth, AnswerType type) {
        UUID problem = ids.next();
        UUID trace = ids.next();
        update(
                "INSERT INTO problem (id, problem_set_id, position, prompt, ground_truth, answer_type)"
                        + " VALUES (?, ?, ?, 'What is it?', ?, ?)",
                problem,
                run.problemSetId,
                run.problems++,
                groundTruth,
                type.name());
        update("""
                INSERT INTO trace (id, run_id, problem_id, sample, seed, status, proposed_answer)
                VALUES (?, ?, ?, 0, 1, 'AWAITING_VERDICT', ?)
                """, trace, run.id, problem, answer);
        return trace;
    }

    /** Percent signs are hundredths, and numbers may be off by a hundredth. */
    void compareExactly(Run run) {
        update("UPDATE problem_set SET percent_policy = 'EXACT', tolerance = '1%' WHERE id = ?", run.problemSetId);
    }

    void cancel(UUID trace) {
        update("UPDATE trace SET status = 'FINISHED', end_reason = 'CANCELLED' WHERE id = ?", trace);
    }

    int count(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int verdicts(UUID trace) {
        return count("SELECT count(*) FROM verdict WHERE trace_id = ?", trace);
    }

    private void update(String sql, @Nullable Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int parameter = 0; parameter < parameters.length; parameter++) {
            statement.setObject(parameter + 1, parameters[parameter]);
        }
        return statement;
    }
}
