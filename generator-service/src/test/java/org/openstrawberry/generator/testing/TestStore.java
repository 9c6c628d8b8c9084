package org.openstrawberry.generator.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.generator.SampleTurns;
import org.openstrawberry.store.run.RunSettingsConverter;

/** Writes runs, traces and turns as the orchestrator would, and reads what became of them. Plain JDBC. */
public final class TestStore {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Where connections come from. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** What a turn's row says. */
    public record TurnRow(
            UUID id,
            String status,
            int attempt,
            @Nullable String reply,
            @Nullable String title,
            @Nullable String errorCode,
            @Nullable String leaseOwner) {}

    private final Connections connections;

    public TestStore(Connections connections) {
        this.connections = connections;
    }

    /** A running run of one problem. */
    public UUID run(String model) {
        return run(model, 120);
    }

    public UUID run(String model, int turnTimeoutSeconds) {
        UUID set = UUID.randomUUID();
        UUID run = UUID.randomUUID();
        update(
                "INSERT INTO problem_set (id, name, version, content_hash, problems) VALUES (?, ?, 1, ?, 1)",
                set,
                "set " + set,
                set.toString());
        update(
                "INSERT INTO problem (id, problem_set_id, position, prompt, answer_type) VALUES (?, ?, 0, 'p', 'AUTO')",
                run,
                set);
        update(
                """
                INSERT INTO run (id, problem_set_id, name, model, mode, samples_per_problem, problems, settings,
                                 status, traces_planned, request_hash)
                VALUES (?, ?, 'run', ?, 'TRACE', 1, 1, ?::jsonb, 'RUNNING', 1, '')
                """,
                run,
                set,
                model,
                new RunSettingsConverter().convertToDatabaseColumn(SampleTurns.settings(turnTimeoutSeconds)));
        return run;
    }

    /** A trace of a run that waits for a turn; the run's problem has the run's id. */
    public UUID trace(UUID run, int sample, @Nullable String systemPromptId) {
        UUID trace = UUID.randomUUID();
        update("""
            INSERT INTO trace (id, run_id, problem_id, sample, seed, system_prompt_id, status)
            VALUES (?, ?, ?, ?, ?, ?, 'AWAITING_TURN')
            """, trace, run, run, sample, (long) sample, systemPromptId);
        return trace;
    }

    /** A turn that waits for a generator. */
    public UUID turn(UUID trace, int index, String prompt) {
        UUID turn = UUID.randomUUID();
        update(
                "INSERT INTO turn (id, trace_id, index, kind, prompt, status) VALUES (?, ?, ?, ?, ?, 'PENDING')",
                turn,
                trace,
                index,
                index == 0 ? "PROBLEM" : "NEXT",
                prompt);
        return turn;
    }

    /** First turns of new traces of the run. */
    public List<UUID> firstTurns(UUID run, int count) {
        List<UUID> turns = new ArrayList<>();
        for (int sample = 0; sample < count; sample++) {
            turns.add(turn(trace(run, sample, null), 0, "problem " + sample));
        }
        return turns;
    }

    /** What the row says now. */
    public TurnRow row(UUID turn) {
        try (Connection connection = connections.open();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT status, attempt, reply, title, error_code, lease_owner FROM turn WHERE id = ?")) {
            statement.setObject(1, turn);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).as("turn %s exists", turn).isTrue();
                return new TurnRow(
                        turn,
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the turn is neither pending nor running. */
    public TurnRow awaitEnd(UUID turn) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> row(turn),
                        row -> !row.status().equals("PENDING") && !row.status().equals("RUNNING"));
    }

    /** Waits until so many turns of the run have that status. */
    public void awaitCount(UUID run, String status, int count) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> count(run, status) == count);
    }

    /** How many turns of the run have that status. */
    public long count(UUID run, String status) {
        return number(
                "SELECT count(*) FROM turn t JOIN trace s ON s.id = t.trace_id WHERE s.run_id = ? AND t.status = ?",
                run,
                status);
    }

    /** One number. */
    public long number(String sql, @Nullable Object... parameters) {
        try (Connection connection = connections.open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes rows. */
    public int update(String sql, @Nullable Object... parameters) {
        try (Connection connection = connections.open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }
}
