-- Limits of provider keys, shared by all processes. A key is named by its provider and a fingerprint, never by itself.

CREATE TABLE rate_limit (
    id            text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 100),
    -- The theoretical arrival times of the generic cell rate algorithm: when the bucket is full again.
    request_tat   timestamptz NOT NULL DEFAULT 'epoch',
    token_tat     timestamptz NOT NULL DEFAULT 'epoch',
    -- The provider asked that nothing be sent before.
    blocked_until timestamptz NOT NULL DEFAULT 'epoch'
) WITH (fillfactor = 50);

-- Which process holds how many of a key's calls in flight. What lapses comes back to the others.
CREATE TABLE rate_limit_holder (
    rate_limit_id text        NOT NULL REFERENCES rate_limit,
    holder        uuid        NOT NULL,
    held          integer     NOT NULL CHECK (held >= 0),
    wanted        integer     NOT NULL CHECK (wanted >= 0),
    -- When it was last given a permit; whoever waits longest comes first.
    granted_at    timestamptz NOT NULL DEFAULT 'epoch',
    lease_until   timestamptz NOT NULL,
    PRIMARY KEY (rate_limit_id, holder)
) WITH (fillfactor = 50);
