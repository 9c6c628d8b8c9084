package org.openstrawberry.store.budget;

/**
 * The part of a statement that reserves what claimed calls can use at most, once for turns and critiques: with the run's
 * budget, and with that of its campaign. Budgets are locked in the order of their ids, after the rows of the calls.
 */
public final class Reservation {
    /**
     * Common table expressions that follow one named {@code candidate} (id, run_id, visible_at, tokens, cost, where
     * tokens are null without a budget and cost without a price). The last, {@code granted} (id, tokens, cost), has the
     * candidates that may begin: those without a budget, and of each budget the oldest that fit it together, leaving out
     * those that do not fit by themselves.
     */
    public static final String CTES = """
            purse AS MATERIALIZED (
                SELECT b.id, b.parent_id, b AS budget
                FROM budget b
                WHERE b.id = ANY (ARRAY (
                    SELECT unnest(ARRAY [o.id, o.parent_id])
                    FROM budget o
                    WHERE o.id = ANY (ARRAY (SELECT DISTINCT c.run_id FROM candidate c WHERE c.tokens IS NOT NULL))))
                ORDER BY b.id
                FOR NO KEY UPDATE),
            queue AS (
                SELECT c.id, c.run_id, c.visible_at, c.tokens, c.cost, p.parent_id, p.budget, q.budget AS shared,
                       sum(c.tokens) OVER line AS tokens_so_far, sum(c.cost) OVER line AS cost_so_far
                FROM candidate c
                JOIN purse p ON p.id = c.run_id
                LEFT JOIN purse q ON q.id = p.parent_id
                WHERE (p.budget).stop_reason IS NULL
                  AND call_fits(p.budget, q.budget, c.tokens, c.cost)
                WINDOW line AS (PARTITION BY c.run_id ORDER BY c.visible_at, c.id)),
            fitting AS (
                SELECT q.id, q.run_id, q.tokens, q.cost, q.parent_id, q.shared,
                       sum(q.tokens) OVER line AS tokens_so_far, sum(q.cost) OVER line AS cost_so_far
                FROM queue q
                WHERE tokens_fit(q.budget, q.tokens_so_far::bigint) AND cost_fits(q.budget, q.cost_so_far)
                WINDOW line AS (PARTITION BY coalesce(q.parent_id, q.run_id) ORDER BY q.visible_at, q.id)),
            granted AS MATERIALIZED (
                SELECT c.id, c.run_id, c.tokens, c.cost, NULL::uuid AS parent_id
                FROM candidate c
                WHERE c.tokens IS NULL
                UNION ALL
                SELECT f.id, f.run_id, f.tokens, f.cost, f.parent_id
                FROM fitting f
                WHERE tokens_fit(f.shared, f.tokens_so_far::bigint) AND cost_fits(f.shared, f.cost_so_far)),
            reserved AS (
                UPDATE budget b
                SET reserved_tokens = b.reserved_tokens + g.tokens, reserved_cost = b.reserved_cost + g.cost
                FROM (SELECT v.budget_id, sum(g.tokens) AS tokens, coalesce(sum(g.cost), 0) AS cost
                      FROM granted g CROSS JOIN LATERAL (VALUES (g.run_id), (g.parent_id)) AS v (budget_id)
                      WHERE g.tokens IS NOT NULL AND v.budget_id IS NOT NULL
                      GROUP BY v.budget_id) g
                WHERE b.id = g.budget_id)
            """;

    private Reservation() {}
}
