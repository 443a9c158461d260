-- What trainees would have decided, and what was decided in the same review of the same round; all as JSON.
CREATE TABLE proposals (
    case_id TEXT NOT NULL REFERENCES cases (id),
    round BIGINT NOT NULL,
    stage TEXT NOT NULL,
    user_id TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    decision TEXT NOT NULL,
    given TEXT,
    given_by TEXT,
    given_ms BIGINT,
    PRIMARY KEY (case_id, round, stage, user_id)
);

CREATE INDEX proposals_user ON proposals (user_id, at_ms);
