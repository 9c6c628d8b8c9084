package org.openstrawberry.orchestrator.problemset;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.jdbc.Arrays;

/** Writes the problems of one set, one statement for many rows. */
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

    private final Connection connection;
    private final UUID setId;
    private final Ids ids;
    private final List<ProblemRow> problems = new ArrayList<>();
    private final List<RecordingRow> recordings = new ArrayList<>();
    private long characters;
    private int position;

    private record ProblemRow(UUID id, int position, ProblemDraft problem) {}

    private record RecordingRow(UUID problemId, String name, int sample, String output) {}

    ProblemBatch(Connection connection, UUID setId, Ids ids) {
        this.connection = connection;
        this.setId = setId;
        this.ids = ids;
    }

    void add(ProblemDraft problem) throws SQLException {
        UUID id = ids.next();
        problems.add(new ProblemRow(id, position++, problem));
        characters += problem.prompt().length();
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

    void flush() throws SQLException {
        insertProblems();
        insertRecordings();
        characters = 0;
    }

    private void insertProblems() throws SQLException {
        if (problems.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(PROBLEM_SQL)) {
            statement.setObject(1, setId);
            statement.setArray(2, column("uuid", problems, ProblemRow::id));
            statement.setArray(3, column("integer", problems, ProblemRow::position));
            statement.setArray(4, texts(ProblemDraft::prompt));
            statement.setArray(5, texts(problem -> problem.groundTruth().orElse(null)));
            statement.setArray(6, texts(problem -> problem.answerType().name()));
            statement.setArray(7, texts(problem -> problem.sourceId().orElse(null)));
            statement.setArray(8, texts(problem -> problem.level().orElse(null)));
            statement.setArray(9, texts(problem -> problem.subject().orElse(null)));
            statement.executeUpdate();
        }
        problems.clear();
    }

    private void insertRecordings() throws SQLException {
        if (recordings.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(RECORDING_SQL)) {
            statement.setArray(1, column("uuid", recordings, RecordingRow::problemId));
            statement.setArray(2, column("text", recordings, RecordingRow::name));
            statement.setArray(3, column("integer", recordings, RecordingRow::sample));
            statement.setArray(4, column("text", recordings, RecordingRow::output));
            statement.executeUpdate();
        }
        recordings.clear();
    }

    private Array texts(Function<ProblemDraft, @Nullable String> field) throws SQLException {
        return column("text", problems, row -> field.apply(row.problem()));
    }

    private <T> Array column(String type, List<T> rows, Function<? super T, ? extends @Nullable Object> field)
            throws SQLException {
        return Arrays.column(connection, type, rows, field);
    }
}
