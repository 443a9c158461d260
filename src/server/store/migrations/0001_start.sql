-- One text for SQLite and PostgreSQL: TEXT and BIGINT only, times as milliseconds since 1970, flags as 0 or 1, JSON as TEXT.

CREATE TABLE users (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL
);

CREATE TABLE user_roles (
    user_id TEXT NOT NULL REFERENCES users (id),
    role TEXT NOT NULL,
    PRIMARY KEY (user_id, role)
);

-- Only the SHA-256 of a token is kept.
CREATE TABLE tokens (
    hash TEXT PRIMARY KEY NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    created_ms BIGINT NOT NULL
);

CREATE TABLE counters (
    name TEXT PRIMARY KEY NOT NULL,
    value BIGINT NOT NULL
);

-- due_sort is due_ms, or the largest BIGINT where nothing is due, so that one index serves "nulls last".
-- lease_until_ms is 0 where nobody holds the case; pending is 1 while the case waits for a review.
CREATE TABLE cases (
    id TEXT PRIMARY KEY NOT NULL,
    number TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    status TEXT NOT NULL,
    pending BIGINT NOT NULL,
    round BIGINT NOT NULL,
    version BIGINT NOT NULL,
    entered_ms BIGINT NOT NULL,
    due_ms BIGINT,
    due_sort BIGINT NOT NULL,
    due_unknown TEXT,
    organizer TEXT NOT NULL,
    site TEXT NOT NULL,
    domain TEXT NOT NULL,
    province TEXT NOT NULL,
    nature TEXT NOT NULL,
    filing_type TEXT NOT NULL,
    search TEXT NOT NULL,
    filing TEXT NOT NULL,
    filing_password TEXT NOT NULL,
    verified_ms BIGINT,
    lease_holder TEXT,
    lease_token TEXT,
    lease_until_ms BIGINT NOT NULL
);

CREATE INDEX cases_pending ON cases (pending, due_sort, entered_ms, id);
CREATE INDEX cases_status ON cases (status, due_sort, entered_ms, id);
CREATE INDEX cases_lease ON cases (lease_holder, lease_until_ms);

-- Whoever passed a first review of a filing, in any round, may not decide its second.
CREATE TABLE first_passes (
    case_id TEXT NOT NULL REFERENCES cases (id),
    user_id TEXT NOT NULL,
    PRIMARY KEY (case_id, user_id)
);

CREATE TABLE events (
    case_id TEXT NOT NULL REFERENCES cases (id),
    seq BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_role TEXT NOT NULL,
    verb TEXT NOT NULL,
    from_status TEXT,
    to_status TEXT NOT NULL,
    round BIGINT NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
);

-- Every version of a filing that was submitted.
CREATE TABLE submissions (
    case_id TEXT NOT NULL REFERENCES cases (id),
    seq BIGINT NOT NULL,
    round BIGINT NOT NULL,
    stage TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    filing TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
);

-- A material with an origin has no bytes yet: they are made from the origin on first use.
CREATE TABLE materials (
    id TEXT PRIMARY KEY NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases (id),
    slug TEXT NOT NULL,
    page BIGINT NOT NULL,
    content_type TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    uploaded_ms BIGINT NOT NULL,
    origin TEXT
);

CREATE UNIQUE INDEX materials_case ON materials (case_id, slug, page);
CREATE INDEX materials_origin ON materials (id) WHERE origin IS NOT NULL;

CREATE TABLE idempotency (
    user_id TEXT NOT NULL,
    key TEXT NOT NULL,
    body_sha256 TEXT NOT NULL,
    answer TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, key)
);
