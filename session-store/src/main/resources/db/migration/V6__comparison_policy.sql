-- How the answers to a problem set are compared where people differ; see docs/judge.md.
ALTER TABLE problem_set
    ADD COLUMN percent_policy text NOT NULL DEFAULT 'LENIENT' CHECK (percent_policy IN ('LENIENT', 'EXACT')),
    ADD COLUMN unit_policy    text NOT NULL DEFAULT 'LENIENT' CHECK (unit_policy IN ('LENIENT', 'STRICT')),
    ADD COLUMN element_order  text NOT NULL DEFAULT 'ANY' CHECK (element_order IN ('ANY', 'SAME')),
    ADD COLUMN tolerance      text NOT NULL DEFAULT '0' CHECK (length(tolerance) BETWEEN 1 AND 40);
