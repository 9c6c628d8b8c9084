-- The session state. Times are the database's; ids are UUIDv7 made by the writers.

CREATE TABLE problem_set (
    id           uuid PRIMARY KEY,
    name         text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    version      integer     NOT NULL CHECK (version >= 1),
    content_hash text        NOT NULL,
    problems     integer     NOT NULL CHECK (problems >= 0),
    interactive  boolean     NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE (name, version),
    UNIQUE (name, content_hash)
);

CREATE TABLE problem (
    id             uuid PRIMARY KEY,
    problem_set_id uuid    NOT NULL REFERENCES problem_set,
    position       integer NOT NULL CHECK (position >= 0),
    prompt         text    NOT NULL,
    ground_truth   text,
    answer_type    text    NOT NULL,
    source_id      text,
    level          text,
    subject        text,
    UNIQUE (problem_set_id, position)
);

CREATE TABLE recording (
    problem_id uuid    NOT NULL REFERENCES problem,
    name       text    NOT NULL,
    sample     integer NOT NULL CHECK (sample >= 0),
    output     text    NOT NULL,
    PRIMARY KEY (problem_id, name, sample)
);

CREATE TABLE system_prompt (
    id         text PRIMARY KEY,
    text       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE run (
    id                  uuid PRIMARY KEY,
    problem_set_id      uuid        NOT NULL REFERENCES problem_set,
    name                text        NOT NULL,
    model               text        NOT NULL,
    mode                text        NOT NULL,
    samples_per_problem integer     NOT NULL CHECK (samples_per_problem >= 1),
    problems            integer     NOT NULL CHECK (problems >= 1),
    settings            jsonb       NOT NULL,
    status              text        NOT NULL,
    interactive         boolean     NOT NULL DEFAULT false,
    -- Traces are made in order of problem and sample; the count tells where an interrupted making goes on.
    traces_planned      integer     NOT NULL,
    traces_created      integer     NOT NULL DEFAULT 0,
    idempotency_key     text UNIQUE,
    request_hash        text        NOT NULL,
    failure             text,
    created_at          timestamptz NOT NULL DEFAULT now(),
    started_at          timestamptz,
    finished_at         timestamptz
);
CREATE INDEX run_unfinished ON run (created_at) WHERE finished_at IS NULL;
CREATE INDEX run_newest ON run (created_at DESC);

CREATE TABLE trace (
    id               uuid PRIMARY KEY,
    run_id           uuid        NOT NULL REFERENCES run,
    problem_id       uuid        NOT NULL REFERENCES problem,
    sample           integer     NOT NULL CHECK (sample >= 0),
    seed             bigint      NOT NULL,
    system_prompt_id text REFERENCES system_prompt,
    status           text        NOT NULL,
    paused           boolean     NOT NULL DEFAULT false,
    turn_count       integer     NOT NULL DEFAULT 0,
    end_reason       text,
    error_code       text,
    proposed_answer  text,
    answer           text,
    input_tokens     bigint      NOT NULL DEFAULT 0,
    cached_tokens    bigint      NOT NULL DEFAULT 0,
    output_tokens    bigint      NOT NULL DEFAULT 0,
    reasoning_tokens bigint      NOT NULL DEFAULT 0,
    -- Calls whose provider reported no tokens: the sums above are then lower bounds.
    calls_unmetered  integer     NOT NULL DEFAULT 0,
    calls            integer     NOT NULL DEFAULT 0,
    cost             numeric(20, 10),
    thinking_millis  bigint      NOT NULL DEFAULT 0,
    event_sequence   bigint      NOT NULL DEFAULT 0,
    created_at       timestamptz NOT NULL DEFAULT now(),
    started_at       timestamptz,
    status_since     timestamptz NOT NULL DEFAULT now(),
    finished_at      timestamptz,
    UNIQUE (run_id, problem_id, sample),
    CHECK ((status = 'FINISHED') = (end_reason IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX trace_queued ON trace (run_id, id) WHERE status = 'QUEUED';
CREATE INDEX trace_in_flight ON trace (run_id) WHERE status IN ('AWAITING_TURN', 'AWAITING_CRITIQUE', 'AWAITING_VERDICT');
CREATE INDEX trace_waiting ON trace (status, status_since) WHERE status IN ('AWAITING_CRITIQUE', 'AWAITING_VERDICT');

CREATE TABLE turn (
    id               uuid PRIMARY KEY,
    trace_id         uuid        NOT NULL REFERENCES trace,
    index            integer     NOT NULL CHECK (index >= 0),
    kind             text        NOT NULL,
    prompt           text        NOT NULL,
    status           text        NOT NULL,
    -- Claims so far: the fencing token of completions.
    attempt          integer     NOT NULL DEFAULT 0,
    -- Claims that outlived their lease: the count that poisons.
    reaped           integer     NOT NULL DEFAULT 0,
    lease_owner      text,
    lease_until      timestamptz,
    announced_at     timestamptz NOT NULL DEFAULT now(),
    visible_at       timestamptz NOT NULL DEFAULT now(),
    reply            text,
    title            text,
    finish_reason    text,
    input_tokens     integer,
    cached_tokens    integer,
    output_tokens    integer,
    reasoning_tokens integer,
    cost             numeric(20, 10),
    latency_millis   bigint,
    provider_model   text,
    error_code       text,
    error_detail     text,
    created_at       timestamptz NOT NULL DEFAULT now(),
    completed_at     timestamptz,
    UNIQUE (trace_id, index),
    CHECK ((status = 'RUNNING') = (lease_owner IS NOT NULL)),
    CHECK ((status = 'RUNNING') = (lease_until IS NOT NULL)),
    CHECK ((status = 'COMPLETED') <= (reply IS NOT NULL))
) WITH (fillfactor = 80);
-- Small whatever the table's size: a row leaves them when it ends.
CREATE INDEX turn_claimable ON turn (visible_at) WHERE status = 'PENDING';
CREATE INDEX turn_leased ON turn (lease_until) WHERE status = 'RUNNING';

CREATE TABLE critique (
    id               uuid PRIMARY KEY,
    trace_id         uuid        NOT NULL REFERENCES trace,
    after_turn       integer     NOT NULL CHECK (after_turn >= 0),
    from_turn        integer     NOT NULL CHECK (from_turn >= 0),
    to_turn          integer     NOT NULL,
    model            text        NOT NULL,
    status           text        NOT NULL,
    -- Claims so far: the fencing token of completions.
    attempt          integer     NOT NULL DEFAULT 0,
    -- Claims that outlived their lease: the count that poisons.
    reaped           integer     NOT NULL DEFAULT 0,
    lease_owner      text,
    lease_until      timestamptz,
    visible_at       timestamptz NOT NULL DEFAULT now(),
    outcome          text,
    score            double precision CHECK (score BETWEEN 0 AND 1),
    first_wrong_turn integer,
    text             text,
    raw_reply        text,
    input_tokens     integer,
    cached_tokens    integer,
    output_tokens    integer,
    reasoning_tokens integer,
    cost             numeric(20, 10),
    latency_millis   bigint,
    error_code       text,
    error_detail     text,
    created_at       timestamptz NOT NULL DEFAULT now(),
    completed_at     timestamptz,
    UNIQUE (trace_id, after_turn),
    CHECK (from_turn <= to_turn AND to_turn <= after_turn),
    CHECK ((status = 'RUNNING') = (lease_owner IS NOT NULL)),
    CHECK ((status IN ('COMPLETED', 'FAILED', 'POISONED', 'CANCELLED')) = (outcome IS NOT NULL))
);
CREATE INDEX critique_claimable ON critique (visible_at) WHERE status = 'PENDING';
CREATE INDEX critique_leased ON critique (lease_until) WHERE status = 'RUNNING';

CREATE TABLE verdict (
    id                  uuid PRIMARY KEY,
    trace_id            uuid        NOT NULL UNIQUE REFERENCES trace,
    outcome             text        NOT NULL,
    rule                text        NOT NULL,
    rule_version        text        NOT NULL,
    reason              text        NOT NULL,
    extracted           text,
    answer_normal_form  text,
    truth_normal_form   text,
    created_at          timestamptz NOT NULL DEFAULT now()
);

-- Events for consumers outside, written with the change they tell of. Kept after publication as the log that
-- server-sent events resume from.
CREATE TABLE outbox (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id       uuid        NOT NULL UNIQUE,
    transaction_id xid8        NOT NULL DEFAULT pg_current_xact_id(),
    run_id         uuid        NOT NULL,
    trace_id       uuid        NOT NULL,
    sequence       bigint      NOT NULL,
    topic          text        NOT NULL,
    payload        text        NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    published_at   timestamptz,
    UNIQUE (trace_id, sequence)
) WITH (fillfactor = 80);
CREATE INDEX outbox_unpublished ON outbox (id) WHERE published_at IS NULL;
CREATE INDEX outbox_run ON outbox (run_id, transaction_id, id);
CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;

-- Whether the event of the trace before that one, passing over those of the current transaction, waits to be published.
-- VOLATILE, so that it sees what was committed while the calling statement waited for the lock on the trace.
CREATE FUNCTION previous_event_unpublished(of_trace uuid, before bigint) RETURNS boolean
    LANGUAGE sql VOLATILE
    RETURN coalesce((SELECT o.published_at IS NULL
                     FROM outbox o
                     WHERE o.trace_id = of_trace AND o.sequence < before
                       AND o.transaction_id <> pg_current_xact_id()
                     ORDER BY o.sequence DESC
                     LIMIT 1), false);
