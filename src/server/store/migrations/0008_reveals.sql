-- Who looked at which masked values, and when; targets is a JSON list of field paths. Never changed, never removed.
CREATE TABLE reveals (
    case_id TEXT NOT NULL REFERENCES cases (id),
    seq BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    round BIGINT NOT NULL,
    targets TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
);
