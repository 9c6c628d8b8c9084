package org.openstrawberry.store.verdict;

import static org.openstrawberry.store.jdbc.Arrays.column;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.ComparisonPolicy;
import org.openstrawberry.contracts.ElementOrder;
import org.openstrawberry.contracts.PercentPolicy;
import org.openstrawberry.contracts.UnitPolicy;
import org.openstrawberry.store.StoreException;

/** Finds the answers that wait for a verdict and stores what the judge says, a batch at a time. */
@ApplicationScoped
public class Verdicts {
    private static final String WAITING_SQL = """
            SELECT s.run_id, s.id, s.problem_id, s.sample, s.proposed_answer, p.ground_truth, p.answer_type,
                   o.percent_policy, o.unit_policy, o.element_order, o.tolerance
            FROM trace s
            JOIN problem p ON p.id = s.problem_id
            JOIN problem_set o ON o.id = p.problem_set_id
            WHERE s.id = ANY (?)
              AND s.status = 'AWAITING_VERDICT'
              AND s.proposed_answer IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM verdict v WHERE v.trace_id = s.id)
            """;

    /** Locks in the order of the ids, as every statement over several traces does. */
    private static final String INSERT_SQL = """
            WITH input AS (
                SELECT *
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                     AS i (id, trace_id, outcome, rule, rule_version, reason, extracted,
                           answer_normal_form, truth_normal_form)),
            waiting AS MATERIALIZED (
                SELECT s.id
                FROM trace s
                WHERE s.id IN (SELECT i.trace_id FROM input i) AND s.status = 'AWAITING_VERDICT'
                ORDER BY s.id
                FOR NO KEY UPDATE)
            INSERT INTO verdict (id, trace_id, outcome, rule, rule_version, reason, extracted,
                                 answer_normal_form, truth_normal_form)
            SELECT i.id, i.trace_id, i.outcome, i.rule, i.rule_version, i.reason, i.extracted,
                   i.answer_normal_form, i.truth_normal_form
            FROM input i JOIN waiting w ON w.id = i.trace_id
            ON CONFLICT (trace_id) DO NOTHING
            RETURNING trace_id
            """;

    private final DataSource dataSource;

    Verdicts(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Of these traces, the answers of those that wait for a verdict and have none yet. */
    @Transactional
    public List<AnswerToJudge> findWaiting(Collection<UUID> traceIds) {
        if (traceIds.isEmpty()) {
            return List.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(WAITING_SQL)) {
            statement.setArray(1, column(connection, "uuid", List.copyOf(traceIds), id -> id));
            List<AnswerToJudge> waiting = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    waiting.add(answer(row));
                }
            }
            return List.copyOf(waiting);
        } catch (SQLException e) {
            throw new StoreException("cannot read the answers to judge", e);
        }
    }

    /**
     * Stores verdicts in the caller's transaction. A trace that has one already, or no longer waits for one, keeps what
     * it has.
     *
     * @return the traces whose verdict was stored by this call
     */
    @Transactional(TxType.MANDATORY)
    public Set<UUID> insert(List<VerdictDraft> drafts) {
        if (drafts.isEmpty()) {
            return Set.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT_SQL)) {
            statement.setArray(1, column(connection, "uuid", drafts, VerdictDraft::id));
            statement.setArray(2, column(connection, "uuid", drafts, VerdictDraft::traceId));
            statement.setArray(
                    3,
                    column(connection, "text", drafts, draft -> draft.outcome().name()));
            statement.setArray(4, column(connection, "text", drafts, VerdictDraft::rule));
            statement.setArray(5, column(connection, "text", drafts, VerdictDraft::ruleVersion));
            statement.setArray(6, column(connection, "text", drafts, VerdictDraft::reason));
            statement.setArray(7, column(connection, "text", drafts, VerdictDraft::extracted));
            statement.setArray(8, column(connection, "text", drafts, VerdictDraft::answerNormalForm));
            statement.setArray(9, column(connection, "text", drafts, VerdictDraft::truthNormalForm));
            Set<UUID> stored = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    stored.add(row.getObject(1, UUID.class));
                }
            }
            return Set.copyOf(stored);
        } catch (SQLException e) {
            throw new StoreException("cannot store verdicts", e);
        }
    }

    private static AnswerToJudge answer(ResultSet row) throws SQLException {
        return new AnswerToJudge(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getInt(4),
                row.getString(5),
                row.getString(6),
                AnswerType.valueOf(row.getString(7)),
                new ComparisonPolicy(
                        PercentPolicy.valueOf(row.getString(8)),
                        UnitPolicy.valueOf(row.getString(9)),
                        ElementOrder.valueOf(row.getString(10)),
                        row.getString(11)));
    }
}
