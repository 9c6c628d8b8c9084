package org.openstrawberry.store.budget;

/**
 * The part of a statement that reserves what claimed calls can use at most, once for turns and critiques. Budgets are
 * locked in the order of their ids, after the rows of the calls.
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
                SELECT b.id, b AS budget
                FROM budget b
                WHERE b.id = ANY (ARRAY (SELECT DISTINCT c.run_id FROM candidate c WHERE c.tokens IS NOT NULL))
                ORDER BY b.id
                FOR NO KEY UPDATE),
            queue AS (
                SELECT c.id, c.run_id, c.tokens, c.cost,
                       sum(c.tokens) OVER line AS tokens_so_far, sum(c.cost) OVER line AS cost_so_far
                FROM candidate c
                JOIN purse p ON p.id = c.run_id
                WHERE (p.budget).stop_reason IS NULL
                  AND tokens_fit(p.budget, c.tokens) AND cost_fits(p.budget, c.cost)
                WINDOW line AS (PARTITION BY c.run_id ORDER BY c.visible_at, c.id)),
            granted AS MATERIALIZED (
                SELECT c.id, c.run_id, c.tokens, c.cost FROM candidate c WHERE c.tokens IS NULL
                UNION ALL
                SELECT q.id, q.run_id, q.tokens, q.cost
                FROM queue q
                JOIN purse p ON p.id = q.run_id
                WHERE tokens_fit(p.budget, q.tokens_so_far::bigint) AND cost_fits(p.budget, q.cost_so_far)),
            reserved AS (
                UPDATE budget b
                SET reserved_tokens = b.reserved_tokens + g.tokens, reserved_cost = b.reserved_cost + g.cost
                FROM (SELECT g.run_id, sum(g.tokens) AS tokens, coalesce(sum(g.cost), 0) AS cost
                      FROM granted g
                      WHERE g.tokens IS NOT NULL
                      GROUP BY g.run_id) g
                WHERE b.id = g.run_id)
            """;

    private Reservation() {}
}
