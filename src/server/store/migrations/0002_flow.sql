-- The whole flow: held decisions, due jobs, registries, verification links, hand-over, notices, obligations, changes.

-- held: the decision under its hold, as JSON; held_until_ms is 0 where there is none.
ALTER TABLE cases ADD COLUMN held TEXT;
ALTER TABLE cases ADD COLUMN held_until_ms BIGINT NOT NULL DEFAULT 0;
-- escalated: who, when and why, as JSON; the flag beside it is for the index of the queue.
ALTER TABLE cases ADD COLUMN escalated TEXT;
ALTER TABLE cases ADD COLUMN escalated_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN snoozed TEXT;
ALTER TABLE cases ADD COLUMN snoozed_until_ms BIGINT NOT NULL DEFAULT 0;
-- Numbers that the administration gave.
ALTER TABLE cases ADD COLUMN entity_number TEXT;
ALTER TABLE cases ADD COLUMN service_number TEXT;
-- What the machine found, as a JSON list of findings.
ALTER TABLE cases ADD COLUMN checks TEXT NOT NULL DEFAULT '[]';
-- 1 once the order's values are verified: they can then not change any more.
ALTER TABLE cases ADD COLUMN order_locked BIGINT NOT NULL DEFAULT 0;
-- 1 after an SMS timeout, until something is corrected: the filing may then be handed over again unchanged.
ALTER TABLE cases ADD COLUMN resumable BIGINT NOT NULL DEFAULT 0;

CREATE INDEX cases_owner ON cases (owner, id);
CREATE INDEX cases_entity_number ON cases (entity_number) WHERE entity_number IS NOT NULL;

-- What is to be told beside a history event: why a case was escalated, what a connector said.
ALTER TABLE events ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- What is due once: a row is a promise, and its removal is part of the transaction that keeps it.
CREATE TABLE jobs (
    key TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    case_id TEXT,
    due_ms BIGINT NOT NULL,
    payload TEXT NOT NULL,
    tries BIGINT NOT NULL
);

CREATE INDEX jobs_due ON jobs (due_ms, key);
CREATE INDEX jobs_case ON jobs (case_id);

-- What changed, in order, for those who watch. seq comes from the counter "change" inside the transaction.
CREATE TABLE changes (
    seq BIGINT PRIMARY KEY NOT NULL,
    at_ms BIGINT NOT NULL,
    case_id TEXT NOT NULL,
    number TEXT NOT NULL,
    status TEXT NOT NULL,
    version BIGINT NOT NULL,
    verb TEXT NOT NULL
);

-- What filings have in common: one row per value, normalised.
CREATE TABLE case_keys (
    case_id TEXT NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    target TEXT NOT NULL,
    PRIMARY KEY (case_id, kind, value, target)
);

CREATE INDEX case_keys_value ON case_keys (kind, value, case_id);
CREATE INDEX materials_sha256 ON materials (sha256, case_id);

CREATE TABLE notes (
    case_id TEXT NOT NULL REFERENCES cases (id),
    seq BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
);

-- Accounts of applicants at the provider, as its account system says.
CREATE TABLE accounts (
    user_id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    real_name TEXT NOT NULL,
    cert_type BIGINT,
    cert_number TEXT NOT NULL,
    email TEXT NOT NULL,
    lang TEXT NOT NULL
);

CREATE TABLE resources (
    id TEXT PRIMARY KEY NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    ip TEXT NOT NULL,
    service_number TEXT NOT NULL,
    paid_until TEXT NOT NULL
);

CREATE INDEX resources_user ON resources (user_id, id);

-- The ministry's library as far as it is known here.
CREATE TABLE filed_entities (
    cert_type BIGINT NOT NULL,
    cert_number TEXT NOT NULL,
    name TEXT NOT NULL,
    nature TEXT NOT NULL,
    province TEXT NOT NULL,
    number TEXT NOT NULL,
    own BIGINT NOT NULL,
    shell BIGINT NOT NULL,
    PRIMARY KEY (cert_type, cert_number)
);

CREATE INDEX filed_entities_name ON filed_entities (name);
CREATE INDEX filed_entities_number ON filed_entities (number);

CREATE TABLE filed_services (
    number TEXT PRIMARY KEY NOT NULL,
    entity_number TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    own_access BIGINT NOT NULL
);

CREATE INDEX filed_services_entity ON filed_services (entity_number);

CREATE TABLE filed_domains (
    domain TEXT PRIMARY KEY NOT NULL,
    service_number TEXT NOT NULL
);

CREATE INDEX filed_domains_service ON filed_domains (service_number);

-- What the registries of domains say.
CREATE TABLE domain_records (
    domain TEXT PRIMARY KEY NOT NULL,
    registrar TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_cert_type BIGINT,
    owner_cert_number TEXT NOT NULL,
    real_name TEXT NOT NULL,
    synced BIGINT NOT NULL,
    expires TEXT NOT NULL,
    blacklisted BIGINT NOT NULL
);

-- Only the SHA-256 of a link's token is kept.
CREATE TABLE verification_links (
    hash TEXT PRIMARY KEY NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases (id),
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    used_ms BIGINT,
    -- 1 once a newer link of the case took its place, or the person to verify is another.
    void BIGINT NOT NULL
);

CREATE INDEX verification_links_case ON verification_links (case_id);

-- One row per principal who must answer the administration's message.
CREATE TABLE sms_checks (
    case_id TEXT NOT NULL REFERENCES cases (id),
    principal TEXT NOT NULL,
    sent_ms BIGINT NOT NULL,
    resent BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    verified_ms BIGINT,
    PRIMARY KEY (case_id, principal)
);

-- Batches to the administration; state is open, sent or acknowledged. Items under sequence 0 wait for their batch.
CREATE TABLE batches (
    sequence BIGINT PRIMARY KEY NOT NULL,
    state TEXT NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    made_ms BIGINT NOT NULL,
    acknowledged_ms BIGINT
);

CREATE TABLE batch_items (
    sequence BIGINT NOT NULL,
    case_id TEXT NOT NULL,
    round BIGINT NOT NULL,
    PRIMARY KEY (sequence, case_id)
);

CREATE INDEX batch_items_case ON batch_items (case_id);

-- Results by their own sequence: each is applied once, in order; outcome is applied, skipped or unreadable.
CREATE TABLE inbound_results (
    sequence BIGINT PRIMARY KEY NOT NULL,
    case_id TEXT NOT NULL,
    body TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    applied_ms BIGINT,
    outcome TEXT NOT NULL
);

-- One row per notice and channel; state is kept, waiting, sent or dead.
CREATE TABLE notices (
    id TEXT PRIMARY KEY NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    next_ms BIGINT NOT NULL,
    sent_ms BIGINT,
    last_error TEXT NOT NULL
);

CREATE INDEX notices_case ON notices (case_id, at_ms, id);
CREATE INDEX notices_state ON notices (state, at_ms, id);

CREATE TABLE obligations (
    case_id TEXT NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL,
    due_ms BIGINT,
    state TEXT NOT NULL,
    detail TEXT NOT NULL,
    checked_ms BIGINT,
    PRIMARY KEY (case_id, kind)
);

-- Every order of the queue has an index that begins with its columns. Status and pending follow, so that what does not
-- count is skipped without reading its row; the usual order carries whatever filters ask for.
CREATE INDEX cases_by_due ON cases
    (due_sort, entered_ms, id, status, pending, province, nature, filing_type, round, version, search);
CREATE INDEX cases_by_due_back ON cases (COALESCE(due_ms, -1), entered_ms, id, status, pending);
CREATE INDEX cases_by_entered ON cases (entered_ms, id, status, pending);
CREATE INDEX cases_by_number ON cases (number, status, pending);
CREATE INDEX cases_by_organizer ON cases (substr(organizer, 1, 60), id, status, pending);
CREATE INDEX cases_by_province ON cases (province, due_sort, id, status, pending);
CREATE INDEX cases_by_round ON cases (round, due_sort, id, status, pending);
CREATE INDEX cases_due_unknown ON cases (id) WHERE due_unknown IS NOT NULL;
CREATE INDEX cases_counted ON cases (status, due_sort, lease_until_ms, held_until_ms, escalated_ms, snoozed_until_ms);
CREATE INDEX cases_held ON cases (held_until_ms) WHERE held_until_ms > 0;
CREATE INDEX cases_escalated ON cases (escalated_ms) WHERE escalated_ms > 0;
CREATE INDEX cases_snoozed ON cases (snoozed_until_ms) WHERE snoozed_until_ms > 0;
