-- An import stores its problems in many short transactions, because readers of the event log see nothing that is younger
-- than the oldest running one. Until all of them are stored the set is IMPORTING, and nobody sees it. ABANDONED sets,
-- whose import failed or died, are removed bit by bit.
ALTER TABLE problem_set
    ADD COLUMN state text NOT NULL DEFAULT 'READY' CHECK (state IN ('IMPORTING', 'READY', 'ABANDONED')),
    DROP CONSTRAINT problem_set_name_version_key,
    DROP CONSTRAINT problem_set_name_content_hash_key;
CREATE UNIQUE INDEX problem_set_version ON problem_set (name, version) WHERE state = 'READY';
CREATE UNIQUE INDEX problem_set_content ON problem_set (name, content_hash) WHERE state = 'READY';
CREATE INDEX problem_set_unfinished ON problem_set (id) WHERE state <> 'READY';

-- Without it the removal of each problem would look through all traces for one that refers to it.
CREATE INDEX trace_problem ON trace (problem_id);
