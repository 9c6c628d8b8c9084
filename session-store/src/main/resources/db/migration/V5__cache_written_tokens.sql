-- Tokens written to the provider's prompt cache, and sums that know what they do not know.

-- Traces before turns and critiques, as everybody locks them.
ALTER TABLE trace
    ADD COLUMN cache_written_tokens bigint,
    -- Kinds of tokens that not every provider tells of: null while no call of the trace reported any, which is not zero.
    ALTER COLUMN cached_tokens DROP NOT NULL,
    ALTER COLUMN cached_tokens DROP DEFAULT,
    ALTER COLUMN reasoning_tokens DROP NOT NULL,
    ALTER COLUMN reasoning_tokens DROP DEFAULT;
ALTER TABLE turn ADD COLUMN cache_written_tokens integer;
ALTER TABLE critique ADD COLUMN cache_written_tokens integer;

-- Zeros from before of which no call told anything.
UPDATE trace s
SET cached_tokens = CASE WHEN EXISTS (SELECT FROM turn t WHERE t.trace_id = s.id AND t.cached_tokens IS NOT NULL)
                         THEN s.cached_tokens END,
    reasoning_tokens = CASE WHEN EXISTS (SELECT FROM turn t WHERE t.trace_id = s.id AND t.reasoning_tokens IS NOT NULL)
                            THEN s.reasoning_tokens END
WHERE s.cached_tokens = 0 OR s.reasoning_tokens = 0;
