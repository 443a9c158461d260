-- What the machine found, counted for the queue; and what a submission looked like, for the comparison of rounds.

ALTER TABLE cases ADD COLUMN blockers BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN warnings BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN remarks BIGINT NOT NULL DEFAULT 0;

ALTER TABLE submissions ADD COLUMN pictures TEXT NOT NULL DEFAULT '[]';
ALTER TABLE submissions ADD COLUMN findings TEXT NOT NULL DEFAULT '[]';
