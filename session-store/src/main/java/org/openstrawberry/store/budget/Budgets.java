package org.openstrawberry.store.budget;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.store.StoreException;

/** Finds out whether a run can go on within its budget. */
@ApplicationScoped
public class Budgets {
    /**
     * Why a run can go no further.
     *
     * @param reason TOKEN_BUDGET when a cap on tokens refuses a call that waits, else COST_BUDGET
     * @param byParent whether a cap of its campaign refuses a call that its own caps have room for
     */
    public record Exhaustion(EndReason reason, boolean byParent) {}

    /**
     * What the begun traces of the run wait for. Only a call that waits to be claimed can be refused; whatever else is on
     * its way will move its trace, and what that asks for may still fit. While other runs of the campaign have calls in
     * flight, what these have reserved may yet become free.
     */
    private static final String EXHAUSTED_SQL = """
            WITH wanted AS (
                SELECT t.status = 'PENDING' AS waits, turn_tokens(b, t.input_bound) AS tokens,
                       turn_cost(b, t.input_bound) AS cost, b AS budget, p AS shared
                FROM budget b
                LEFT JOIN budget p ON p.id = b.parent_id
                JOIN trace s ON s.run_id = b.id
                JOIN turn t ON t.trace_id = s.id AND t.index = s.turn_count
                WHERE b.id = ? AND s.status = 'AWAITING_TURN'
                UNION ALL
                SELECT coalesce(c.status = 'PENDING', false), critique_tokens(b, c.input_bound),
                       critique_cost(b, c.input_bound), b, p
                FROM budget b
                LEFT JOIN budget p ON p.id = b.parent_id
                JOIN trace s ON s.run_id = b.id
                LEFT JOIN critique c ON c.trace_id = s.id AND c.after_turn = s.turn_count - 1
                WHERE b.id = ? AND s.status = 'AWAITING_CRITIQUE')
            SELECT count(*) > 0
                   AND bool_and(waits AND CASE WHEN coalesce((shared).reserved_tokens, 0) = 0
                                               THEN NOT call_fits(budget, shared, tokens, cost)
                                               ELSE NOT call_fits(budget, NULL, tokens, cost) END),
                   bool_and(tokens_fit(budget, tokens) AND tokens_fit(shared, tokens)),
                   bool_or(call_fits(budget, NULL, tokens, cost))
            FROM wanted
            """;

    private final DataSource dataSource;

    Budgets(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Why no further call of the run can be made: none is in flight, and none that waits fits what is left. Empty while
     * it goes on. The caller holds the locks of the budget and its campaign's, so that no call begins meanwhile.
     */
    @Transactional(TxType.MANDATORY)
    public Optional<Exhaustion> exhausted(Budget budget) {
        boolean capped = budget.capTokens != null || budget.capCost != null || budget.parentId != null;
        if (!capped || budget.reservedTokens > 0) {
            return Optional.empty();
        }
        return query(budget.id);
    }

    private Optional<Exhaustion> query(UUID id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(EXHAUSTED_SQL)) {
            statement.setObject(1, id);
            statement.setObject(2, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return Optional.empty();
                }
                EndReason reason = row.getBoolean(2) ? EndReason.COST_BUDGET : EndReason.TOKEN_BUDGET;
                return Optional.of(new Exhaustion(reason, row.getBoolean(3)));
            }
        } catch (SQLException e) {
            throw new StoreException("cannot see whether a budget is used up", e);
        }
    }
}
