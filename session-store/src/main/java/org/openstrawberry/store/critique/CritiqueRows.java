package org.openstrawberry.store.critique;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.openstrawberry.contracts.CritiqueOutcome;

/** Reads the rows that the statements of this package return. */
final class CritiqueRows {
    /** Of a claim, as {@link #claimed} reads them. */
    static final String CLAIMED_COLUMNS = """
            c.id, c.attempt, c.trace_id, s.run_id, s.problem_id, s.sample, s.seed, c.after_turn, c.from_turn, c.to_turn,
            c.model, c.failures
            """;

    /** Of an end, as {@link #ended} reads them. */
    static final String ENDED_COLUMNS = """
            c.id, s.run_id, c.trace_id, c.after_turn, c.from_turn, c.to_turn, c.outcome, c.score, c.first_wrong_turn,
            c.completed_at
            """;

    private CritiqueRows() {}

    static ClaimedCritique claimed(ResultSet row) throws SQLException {
        return new ClaimedCritique(
                new CritiqueClaim(row.getObject("id", UUID.class), row.getInt("attempt")),
                row.getObject("trace_id", UUID.class),
                row.getObject("run_id", UUID.class),
                row.getObject("problem_id", UUID.class),
                row.getInt("sample"),
                row.getLong("seed"),
                row.getInt("after_turn"),
                window(row),
                row.getString("model"),
                row.getInt("failures"));
    }

    static EndedCritique ended(ResultSet row) throws SQLException {
        return new EndedCritique(
                row.getObject("id", UUID.class),
                row.getObject("run_id", UUID.class),
                row.getObject("trace_id", UUID.class),
                row.getInt("after_turn"),
                window(row),
                CritiqueOutcome.valueOf(row.getString("outcome")),
                row.getObject("score", Double.class),
                row.getObject("first_wrong_turn", Integer.class),
                row.getObject("completed_at", OffsetDateTime.class).toInstant());
    }

    private static CritiqueSchedule.Window window(ResultSet row) throws SQLException {
        return new CritiqueSchedule.Window(row.getInt("from_turn"), row.getInt("to_turn"));
    }
}
