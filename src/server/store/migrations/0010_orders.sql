-- What lists are sorted by stands in columns of its own: an engine walks an index from where a page ended only by plain columns. The
-- ones that are turned about let what is equal stand by urgency although the order is reversed.

ALTER TABLE cases ADD COLUMN due_back BIGINT NOT NULL DEFAULT -1;
ALTER TABLE cases ADD COLUMN organizer_sort TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN round_back BIGINT NOT NULL DEFAULT 0;
-- Blockers in millions, and warnings.
ALTER TABLE cases ADD COLUMN found BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN found_back BIGINT NOT NULL DEFAULT 0;

UPDATE cases SET due_back = COALESCE(due_ms, -1), organizer_sort = substr(organizer, 1, 60), round_back = 0 - round,
    found = blockers * 1000000 + warnings, found_back = 0 - blockers * 1000000 - warnings;

DROP INDEX cases_by_due_back;
DROP INDEX cases_by_organizer;
DROP INDEX cases_by_round_back;
DROP INDEX cases_by_findings;
DROP INDEX cases_by_findings_back;
DROP INDEX cases_open_due_back;
DROP INDEX cases_open_organizer;
DROP INDEX cases_open_round_back;
DROP INDEX cases_open_findings;
DROP INDEX cases_open_findings_back;

CREATE INDEX cases_by_due_back ON cases (due_back, entered_ms, id, status, pending);
CREATE INDEX cases_by_organizer ON cases (organizer_sort, id, status, pending);
CREATE INDEX cases_by_round_back ON cases (round_back, due_sort, id, status, pending);
CREATE INDEX cases_by_found ON cases (found, due_sort, id, status, pending);
CREATE INDEX cases_by_found_back ON cases (found_back, due_sort, id, status, pending);
CREATE INDEX cases_open_due_back ON cases (due_back, entered_ms, id, status) WHERE COALESCE(pending, 0) = 1;
CREATE INDEX cases_open_organizer ON cases (organizer_sort, id, status) WHERE COALESCE(pending, 0) = 1;
CREATE INDEX cases_open_round_back ON cases (round_back, due_sort, id, status) WHERE COALESCE(pending, 0) = 1;
CREATE INDEX cases_open_found ON cases (found, due_sort, id, status) WHERE COALESCE(pending, 0) = 1;
CREATE INDEX cases_open_found_back ON cases (found_back, due_sort, id, status) WHERE COALESCE(pending, 0) = 1;
