package org.openstrawberry.store.budget;

/**
 * The part of a statement that settles what calls had reserved, once for turns and critiques: with the run's budget, and
 * with that of its campaign. Budgets are locked in the order of their ids, after the rows of the calls: the statement's
 * other parts have locked those.
 */
public final class Settlement {
    /**
     * Two common table expressions that follow one named {@code bill}, with a row for each call:
     *
     * <ul>
     *   <li>{@code run_id}
     *   <li>{@code held}: whether what it reserved is still reserved; otherwise it was counted as possibly spent when its
     *       lease lapsed, and is counted anew now
     *   <li>{@code reserved_tokens}, {@code reserved_cost}: null when nothing was
     *   <li>{@code charged}: whether the provider may have charged for it
     *   <li>{@code used_tokens}, {@code used_cost}: what it reported; null when unknown, and then what was reserved counts
     *       as possibly spent
     * </ul>
     */
    public static final String CTES = """
            purse AS MATERIALIZED (
                SELECT b.id, b.parent_id
                FROM budget b
                WHERE b.id = ANY (ARRAY (
                    SELECT unnest(ARRAY [o.id, o.parent_id])
                    FROM budget o
                    WHERE o.id = ANY (ARRAY (SELECT DISTINCT i.run_id FROM bill i))))
                ORDER BY b.id
                FOR NO KEY UPDATE),
            settled AS (
                UPDATE budget b
                SET reserved_tokens = b.reserved_tokens - i.freed_tokens,
                    reserved_cost = b.reserved_cost - i.freed_cost,
                    spent_tokens = b.spent_tokens + i.spent_tokens,
                    spent_cost = b.spent_cost + i.spent_cost,
                    possible_tokens = b.possible_tokens + i.possible_tokens,
                    possible_cost = b.possible_cost + i.possible_cost
                FROM (SELECT v.budget_id,
                             sum(CASE WHEN held THEN coalesce(reserved_tokens, 0) ELSE 0 END) AS freed_tokens,
                             sum(CASE WHEN held THEN coalesce(reserved_cost, 0) ELSE 0 END) AS freed_cost,
                             sum(CASE WHEN charged THEN coalesce(used_tokens, reserved_tokens, 0) ELSE 0 END
                                 - CASE WHEN held THEN 0 ELSE coalesce(reserved_tokens, 0) END) AS spent_tokens,
                             sum(CASE WHEN charged THEN coalesce(used_cost, reserved_cost, 0) ELSE 0 END
                                 - CASE WHEN held THEN 0 ELSE coalesce(reserved_cost, 0) END) AS spent_cost,
                             sum(CASE WHEN charged AND used_tokens IS NULL THEN coalesce(reserved_tokens, 0) ELSE 0 END
                                 - CASE WHEN held THEN 0 ELSE coalesce(reserved_tokens, 0) END) AS possible_tokens,
                             sum(CASE WHEN charged AND used_cost IS NULL THEN coalesce(reserved_cost, 0) ELSE 0 END
                                 - CASE WHEN held THEN 0 ELSE coalesce(reserved_cost, 0) END) AS possible_cost
                      FROM bill i
                      JOIN purse p ON p.id = i.run_id
                      CROSS JOIN LATERAL (VALUES (p.id), (p.parent_id)) AS v (budget_id)
                      WHERE v.budget_id IS NOT NULL
                      GROUP BY v.budget_id) i
                WHERE b.id = i.budget_id)
            """;

    private Settlement() {}
}
