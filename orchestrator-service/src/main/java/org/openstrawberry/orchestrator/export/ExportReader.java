package org.openstrawberry.orchestrator.export;

import static java.util.Objects.requireNonNull;
import static org.openstrawberry.store.jdbc.Arrays.column;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.orchestrator.pair.Candidate;
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.turn.Exchange;

/** Reads what exports are made of, in transactions that last no longer than a batch. */
@ApplicationScoped
class ExportReader {
    private static final int QUERY_SECONDS = 120;

    /** Without texts: a whole run of this fits into memory. Traces without a turn have nothing to teach. */
    private static final String TRACES_SQL = """
            SELECT s.id, s.problem_id, p.position, s.sample, v.outcome, s.proposed_answer IS NULL AS silent
            FROM trace s
            JOIN problem p ON p.id = s.problem_id
            LEFT JOIN verdict v ON v.trace_id = s.id
            WHERE s.run_id = ? AND s.status = 'FINISHED' AND s.turn_count > 0 AND NOT s.stopped
              AND s.end_reason NOT IN ('CANCELLED', 'PROVIDER_ERROR', 'POISONED')
            ORDER BY p.position, s.sample
            """;

    private static final String SIZES_SQL = """
            SELECT s.id, count(*), sum(octet_length(t.reply)),
                   md5(coalesce(s.system_prompt_id, '') || string_agg(md5(t.prompt || t.reply), '' ORDER BY t.index))
            FROM trace s JOIN turn t ON t.trace_id = s.id AND t.status = 'COMPLETED'
            WHERE s.id = ANY (?)
            GROUP BY s.id
            """;

    private static final String TEXTS_SQL = """
            SELECT s.id, s.problem_id, p.position, s.sample, p.prompt AS problem, p.ground_truth, y.text AS system_text,
                   t.index, t.prompt, t.reply, t.title, s.end_reason, s.proposed_answer, v.outcome, v.rule,
                   s.input_tokens, s.output_tokens, s.cost,
                   (SELECT min(c.first_wrong_turn) FROM critique c
                    WHERE c.trace_id = s.id AND c.outcome = 'FAIL') AS first_wrong_turn
            FROM trace s
            JOIN problem p ON p.id = s.problem_id
            LEFT JOIN system_prompt y ON y.id = s.system_prompt_id
            LEFT JOIN verdict v ON v.trace_id = s.id
            JOIN turn t ON t.trace_id = s.id AND t.status = 'COMPLETED'
            WHERE s.id = ANY (?)
            ORDER BY s.id, t.index
            """;

    private final DataSource dataSource;

    ExportReader(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A trace without its texts.
     *
     * @param correct empty when it is neither right nor wrong
     */
    record Listed(UUID id, UUID problemId, int position, int sample, Optional<Boolean> correct) {}

    /** The finished traces of a run, by problem and sample. */
    @Transactional
    List<Listed> list(UUID runId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(TRACES_SQL)) {
            statement.setQueryTimeout(QUERY_SECONDS);
            statement.setFetchSize(10_000);
            statement.setObject(1, runId);
            List<Listed> traces = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    traces.add(new Listed(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            row.getInt(3),
                            row.getInt(4),
                            correct(row.getString(5), row.getBoolean(6))));
                }
            }
            return traces;
        } catch (SQLException e) {
            throw new StoreException("cannot list the traces of a run", e);
        }
    }

    private static Optional<Boolean> correct(@Nullable String outcome, boolean silent) {
        if (outcome == null) {
            return silent ? Optional.of(false) : Optional.empty();
        }
        return switch (VerdictOutcome.valueOf(outcome)) {
            case CORRECT -> Optional.of(true);
            case INCORRECT -> Optional.of(false);
            case UNDECIDED -> Optional.empty();
        };
    }

    /** Those of the traces that can be part of a pair. */
    @Transactional
    List<Candidate> candidates(List<Listed> traces) {
        Map<UUID, Listed> judged = new LinkedHashMap<>();
        traces.stream().filter(trace -> trace.correct().isPresent()).forEach(trace -> judged.put(trace.id(), trace));
        return query(SIZES_SQL, List.copyOf(judged.keySet()), row -> {
            List<Candidate> candidates = new ArrayList<>();
            while (row.next()) {
                Listed trace = requireNonNull(judged.get(row.getObject(1, UUID.class)));
                candidates.add(new Candidate(
                        trace.id(),
                        trace.sample(),
                        trace.correct().orElseThrow(),
                        row.getInt(2),
                        row.getLong(3),
                        row.getString(4)));
            }
            return candidates;
        });
    }

    /** The traces with all their texts, by id; those without an answered turn are not in the map. */
    @Transactional
    Map<UUID, ExportedTrace> read(List<UUID> traceIds) {
        return query(TEXTS_SQL, traceIds, row -> {
            Map<UUID, ExportedTrace> traces = new HashMap<>();
            List<Exchange> exchanges = new ArrayList<>();
            List<String> titles = new ArrayList<>();
            boolean more = row.next();
            while (more) {
                UUID id = row.getObject("id", UUID.class);
                exchanges.add(new Exchange(row.getInt("index"), row.getString("prompt"), row.getString("reply")));
                titles.add(Optional.ofNullable(row.getString("title")).orElse(""));
                ExportedTrace trace = trace(row, exchanges, titles);
                more = row.next();
                if (!more || !row.getObject("id", UUID.class).equals(id)) {
                    traces.put(id, trace);
                    exchanges.clear();
                    titles.clear();
                }
            }
            return traces;
        });
    }

    private static ExportedTrace trace(ResultSet row, List<Exchange> exchanges, List<String> titles)
            throws SQLException {
        int wrong = row.getInt("first_wrong_turn");
        OptionalInt firstWrongTurn = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(wrong);
        return new ExportedTrace(
                row.getObject("id", UUID.class),
                row.getObject("problem_id", UUID.class),
                row.getInt("position"),
                row.getInt("sample"),
                row.getString("problem"),
                Optional.ofNullable(row.getString("ground_truth")),
                new Dialogue(Optional.ofNullable(row.getString("system_text")), exchanges),
                titles,
                EndReason.valueOf(row.getString("end_reason")),
                Optional.ofNullable(row.getString("proposed_answer")),
                Optional.ofNullable(row.getString("outcome")).map(VerdictOutcome::valueOf),
                Optional.ofNullable(row.getString("rule")),
                firstWrongTurn,
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                Optional.ofNullable(row.getBigDecimal("cost")));
    }

    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    private <T> T query(String sql, List<UUID> traceIds, Reading<T> reading) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(QUERY_SECONDS);
            statement.setFetchSize(10_000);
            statement.setArray(1, column(connection, "uuid", traceIds, id -> id));
            try (ResultSet rows = statement.executeQuery()) {
                return reading.of(rows);
            }
        } catch (SQLException e) {
            throw new StoreException("cannot read traces to export", e);
        }
    }
}
