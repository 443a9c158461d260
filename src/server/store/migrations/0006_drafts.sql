-- Since when a case is held, and reviews in the making.

ALTER TABLE cases ADD COLUMN lease_since_ms BIGINT NOT NULL DEFAULT 0;

-- owner is empty for the draft of the review itself, which goes from holder to holder; a trainee's draft is his own.
CREATE TABLE drafts (
    case_id TEXT NOT NULL REFERENCES cases (id),
    owner TEXT NOT NULL,
    revision BIGINT NOT NULL,
    author TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (case_id, owner)
);
