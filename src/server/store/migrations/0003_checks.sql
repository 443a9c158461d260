-- What the machine found, counted for the queue; and what a submission looked like, for the comparison of rounds.

ALTER TABLE cases ADD COLUMN blockers BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN warnings BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN remarks BIGINT NOT NULL DEFAULT 0;

-- What its province asked when it was submitted: the id of a pack, and the packs themselves as JSON.
ALTER TABLE cases ADD COLUMN pack TEXT NOT NULL DEFAULT '';

CREATE TABLE packs (
    id TEXT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL
);

ALTER TABLE submissions ADD COLUMN pictures TEXT NOT NULL DEFAULT '[]';
ALTER TABLE submissions ADD COLUMN findings TEXT NOT NULL DEFAULT '[]';
