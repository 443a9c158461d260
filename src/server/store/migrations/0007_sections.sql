-- Saved filters; and lists in every order at a constant cost, however many cases have ended.

-- owner is empty for what is shared.
CREATE TABLE sections (
    owner TEXT NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    filter TEXT NOT NULL,
    sort TEXT NOT NULL,
    PRIMARY KEY (owner, position)
);

-- What waits for a review, in every order but the usual one, whose index begins with pending. The condition is written as the
-- queries write it, so that only these indexes fit it.
CREATE INDEX cases_open_due_back ON cases (COALESCE(due_ms, -1), entered_ms, id, status) WHERE COALESCE(pending, 0) = 1;
CREATE INDEX cases_open_entered ON cases (entered_ms, id, status) WHERE COALESCE(pending, 0) = 1;
CREATE INDEX cases_open_number ON cases (number, status) WHERE COALESCE(pending, 0) = 1;
CREATE INDEX cases_open_organizer ON cases (substr(organizer, 1, 60), id, status) WHERE COALESCE(pending, 0) = 1;
CREATE INDEX cases_open_province ON cases (province, due_sort, id, status) WHERE COALESCE(pending, 0) = 1;
CREATE INDEX cases_open_round ON cases (round, due_sort, id, status) WHERE COALESCE(pending, 0) = 1;
CREATE INDEX cases_open_round_back ON cases (0 - round, due_sort, id, status) WHERE COALESCE(pending, 0) = 1;
CREATE INDEX cases_open_findings ON cases (blockers, warnings, due_sort, id, status) WHERE COALESCE(pending, 0) = 1;
CREATE INDEX cases_open_findings_back ON cases (0 - blockers, 0 - warnings, due_sort, id, status)
    WHERE COALESCE(pending, 0) = 1;

-- The same of any status, for the two orders that are new.
CREATE INDEX cases_by_round_back ON cases (0 - round, due_sort, id, status, pending);
CREATE INDEX cases_by_findings ON cases (blockers, warnings, due_sort, id, status, pending);
CREATE INDEX cases_by_findings_back ON cases (0 - blockers, 0 - warnings, due_sort, id, status, pending);
