-- Answers that a critic sends back, and critics that vote.

-- Traces before critiques, as everybody locks them.
ALTER TABLE trace
    -- How often a critic has sent an answer back to work.
    ADD COLUMN gate_returns integer NOT NULL DEFAULT 0 CHECK (gate_returns >= 0);
ALTER TABLE critique
    -- What each critic said, where several were asked about the window: a list of objects.
    ADD COLUMN votes jsonb CHECK (jsonb_typeof(votes) = 'array'),
    -- How the critic rated the window, by the name of what it rated: numbers from 0 to 1.
    ADD COLUMN scores jsonb CHECK (jsonb_typeof(scores) = 'object');
