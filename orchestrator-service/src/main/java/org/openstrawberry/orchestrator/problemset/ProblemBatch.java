package org.openstrawberry.orchestrator.problemset;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.jdbc.Arrays;

/** Gathers problems of one set; when there are enough they are written, one statement for many rows, and forgotten. */
final class ProblemBatch {
    private static final int MAX_ROWS = 1_000;
    private static final long MAX_CHARACTERS = 4_000_000;

    private static final String PROBLEM_SQL = """
            INSERT INTO problem (id, problem_set_id, position, prompt, ground_truth, answer_type, source_id, level,
                                 subject)
            SELECT row.id, ?, row.position, row.prompt, row.ground_truth, row.answer_type, row.source_id, row.level,
                   row.subject
            FROM unnest(?::uuid[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS row (id, position, prompt, ground_truth, answer_type, source_id, level, subject)
            """;
    private static final String RECORDING_SQL = """
            INSERT INTO recording (problem_id, name, sample, output)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::integer[], ?::text[])
            """;

    private final UUID setId;
    private final Ids ids;
    private final Consumer<ProblemBatch> whenFull;
    private final List<ProblemRow> problems = new ArrayList<>();
    private final List<RecordingRow> recordings = new ArrayList<>();
    private long characters;
    private int position;

    private record ProblemRow(UUID id, int position, ProblemDraft problem) {}

    private record RecordingRow(UUID problemId, String name, int sample, String output) {}

    /** @param whenFull must {@link #insert} it, in a transaction of its own */
    ProblemBatch(UUID setId, Ids ids, Consumer<ProblemBatch> whenFull) {
        this.setId = setId;
        this.ids = ids;
        this.whenFull = whenFull;
    }

    void add(ProblemDraft problem) {
        UUID id = ids.next();
        problems.add(new ProblemRow(id, position++, problem));
        characters += problem.prompt().length()
                + problem.groundTruth().map(String::length).orElse(0);
        for (var recording : problem.recordings().entrySet()) {
            for (int sample = 0; sample < recording.getValue().size(); sample++) {
                String output = recording.getValue().get(sample);
                recordings.add(new RecordingRow(id, recording.getKey(), sample, output));
                characters += output.length();
                if (characters >= MAX_CHARACTERS || recordings.size() >= MAX_ROWS) {
                    flush();
                }
            }
        }
        if (characters >= MAX_CHARACTERS || problems.size() >= MAX_ROWS) {
            flush();
        }
    }

    /** Writes what was gathered; it stays gathered, because the transaction may fail. */
    void insert(Connection connection) throws SQLException {
        insertProblems(connection);
        insertRecordings(connection);
    }

    private void flush() {
        whenFull.accept(this);
        problems.clear();
        recordings.clear();
        characters = 0;
    }

    private void insertProblems(Connection connection) throws SQLException {
        if (problems.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(PROBLEM_SQL)) {
            statement.setObject(1, setId);
            statement.setArray(2, Arrays.column(connection, "uuid", problems, ProblemRow::id));
            statement.setArray(3, Arrays.column(connection, "integer", problems, ProblemRow::position));
            statement.setArray(4, texts(connection, ProblemDraft::prompt));
            statement.setArray(
                    5, texts(connection, problem -> problem.groundTruth().orElse(null)));
            statement.setArray(
                    6, texts(connection, problem -> problem.answerType().name()));
            statement.setArray(
                    7, texts(connection, problem -> problem.sourceId().orElse(null)));
            statement.setArray(8, texts(connection, problem -> problem.level().orElse(null)));
            statement.setArray(9, texts(connection, problem -> problem.subject().orElse(null)));
            statement.executeUpdate();
        }
    }

    private void insertRecordings(Connection connection) throws SQLException {
        if (recordings.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(RECORDING_SQL)) {
            statement.setArray(1, Arrays.column(connection, "uuid", recordings, RecordingRow::problemId));
            statement.setArray(2, Arrays.column(connection, "text", recordings, RecordingRow::name));
            statement.setArray(3, Arrays.column(connection, "integer", recordings, RecordingRow::sample));
            statement.setArray(4, Arrays.column(connection, "text", recordings, RecordingRow::output));
            statement.executeUpdate();
        }
    }

    private Array texts(Connection connection, Function<ProblemDraft, @Nullable String> field) throws SQLException {
        return Arrays.column(connection, "text", problems, row -> field.apply(row.problem()));
    }
}
