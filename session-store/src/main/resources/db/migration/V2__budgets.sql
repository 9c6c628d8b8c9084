-- What runs may spend. A call reserves the most that it can use when it is claimed, and settles for what it did use when it
-- ends: spent + reserved never exceeds a cap. A run without any cap when it was made has no row.
CREATE TABLE budget (
    -- The run's id.
    id                    uuid PRIMARY KEY,
    -- For what several runs share.
    parent_id             uuid REFERENCES budget,
    -- Null is no cap.
    cap_tokens            bigint CHECK (cap_tokens > 0),
    cap_cost              numeric(20, 10) CHECK (cap_cost > 0),
    spent_tokens          bigint          NOT NULL DEFAULT 0,
    spent_cost            numeric(20, 10) NOT NULL DEFAULT 0,
    -- The part of what is spent that stands for calls of which the provider has told nothing: killed, cut or timed out.
    possible_tokens       bigint          NOT NULL DEFAULT 0,
    possible_cost         numeric(20, 10) NOT NULL DEFAULT 0,
    reserved_tokens       bigint          NOT NULL DEFAULT 0,
    reserved_cost         numeric(20, 10) NOT NULL DEFAULT 0,
    -- Most output tokens of a call, and what one token costs at most; a price is null when it is unknown.
    turn_output_bound     bigint NOT NULL,
    turn_input_price      numeric(20, 10),
    turn_output_price     numeric(20, 10),
    critique_output_bound bigint NOT NULL,
    critique_input_price  numeric(20, 10),
    critique_output_price numeric(20, 10),
    -- Why the run was stopped; no call is claimed until a larger cap takes it away.
    stop_reason           text
) WITH (fillfactor = 50);

-- Whether a call that uses so much at most may begin. Without a budget it may.
CREATE FUNCTION tokens_fit(b budget, tokens bigint) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN (b).cap_tokens IS NULL OR (b).spent_tokens + (b).reserved_tokens + tokens <= (b).cap_tokens;

CREATE FUNCTION cost_fits(b budget, cost numeric) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN (b).cap_cost IS NULL OR (b).spent_cost + (b).reserved_cost + cost <= (b).cap_cost;

-- The most that a turn or critique of those input tokens can use; null without a budget.
CREATE FUNCTION turn_tokens(b budget, input_bound bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    RETURN coalesce(input_bound, 2147483647) + (b).turn_output_bound;

CREATE FUNCTION turn_cost(b budget, input_bound bigint) RETURNS numeric
    LANGUAGE sql IMMUTABLE
    RETURN coalesce(input_bound, 2147483647) * (b).turn_input_price + (b).turn_output_bound * (b).turn_output_price;

CREATE FUNCTION critique_tokens(b budget, input_bound bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    RETURN coalesce(input_bound, 2147483647) + (b).critique_output_bound;

CREATE FUNCTION critique_cost(b budget, input_bound bigint) RETURNS numeric
    LANGUAGE sql IMMUTABLE
    RETURN coalesce(input_bound, 2147483647) * (b).critique_input_price
        + (b).critique_output_bound * (b).critique_output_price;

-- Most input tokens of the call, known when the row is made.
ALTER TABLE turn ADD COLUMN input_bound bigint;
ALTER TABLE critique ADD COLUMN input_bound bigint;

-- What the last claim reserved. Part of the budget's reservations while the row is RUNNING; of what it has possibly spent
-- while it is PENDING again after a call whose end nobody knows.
ALTER TABLE turn ADD COLUMN reserved_tokens bigint;
ALTER TABLE turn ADD COLUMN reserved_cost numeric(20, 10);
ALTER TABLE critique ADD COLUMN reserved_tokens bigint;
ALTER TABLE critique ADD COLUMN reserved_cost numeric(20, 10);

-- Calls that failed in a way that may have been charged for: the count that ends the trying.
ALTER TABLE turn ADD COLUMN failures integer NOT NULL DEFAULT 0;
ALTER TABLE critique ADD COLUMN failures integer NOT NULL DEFAULT 0;

-- Ended because the budget of its run was used up: goes on when that is raised.
ALTER TABLE trace ADD COLUMN stopped boolean NOT NULL DEFAULT false;
CREATE INDEX trace_stopped ON trace (run_id, id) WHERE stopped;
