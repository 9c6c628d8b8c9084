-- Runs that belong together and may share a budget, the row of the same id that their own budgets name as parent.
CREATE TABLE campaign (
    id              uuid PRIMARY KEY,
    name            text        NOT NULL,
    -- Of the prices that its runs were started with.
    currency        text        NOT NULL,
    -- The Idempotency-Key of the request that made it, and the SHA-256 of that request's body.
    idempotency_key text UNIQUE,
    request_hash    text        NOT NULL,
    created_at      timestamptz NOT NULL
);

ALTER TABLE run ADD COLUMN campaign_id uuid REFERENCES campaign;
CREATE INDEX run_campaign ON run (campaign_id, id) WHERE campaign_id IS NOT NULL;
CREATE INDEX budget_parent ON budget (parent_id) WHERE parent_id IS NOT NULL;

-- Whether the run was stopped because the campaign's budget is used up, and not its own.
ALTER TABLE budget ADD COLUMN stopped_by_parent boolean NOT NULL DEFAULT false;

-- Claims that were given back without a call: they waited for a limit, or the process ended. They are no attempts.
ALTER TABLE turn ADD COLUMN withheld integer NOT NULL DEFAULT 0;

-- Whether a call that uses so much at most may begin, by the budget of its run and that of its campaign.
CREATE FUNCTION call_fits(b budget, shared budget, tokens bigint, cost numeric) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN tokens_fit(b, tokens) AND cost_fits(b, cost) AND tokens_fit(shared, tokens) AND cost_fits(shared, cost);
