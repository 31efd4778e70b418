-- One text for SQLite and PostgreSQL: only TEXT, BIGINT and BLOB (on PostgreSQL a domain over BYTEA, see migrate.rs).
-- Times are RFC 3339 in UTC with milliseconds, hashes 64 hexadecimal digits, lists and documents JSON or TOML as text.
-- Every key begins with the organisation. `position` is the order of acceptance within an organisation, from 1.
-- made_*: who wrote the row and when; ended_*: who withdrew or answered it and when.

CREATE TABLE organisations (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    -- Grows with every writer; taking this row is what puts writers in order.
    changes BIGINT NOT NULL
);

CREATE TABLE blobs (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    parts BIGINT NOT NULL,
    PRIMARY KEY (organisation, sha256)
);

-- In parts, because a row of 100 MB costs several times that in memory on its way.
CREATE TABLE blob_parts (
    organisation TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    part BIGINT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (organisation, sha256, part),
    FOREIGN KEY (organisation, sha256) REFERENCES blobs (organisation, sha256)
);

CREATE TABLE documents (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    kind TEXT NOT NULL,
    revision BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    made_key TEXT NOT NULL,
    made_holder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (organisation, kind, revision),
    FOREIGN KEY (organisation, sha256) REFERENCES blobs (organisation, sha256)
);

CREATE TABLE batches (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    id TEXT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    upload_sha256 TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    totals TEXT NOT NULL,
    control_totals TEXT,
    made_key TEXT NOT NULL,
    made_holder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    ended_key TEXT,
    ended_holder TEXT,
    ended_at TEXT,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, position),
    FOREIGN KEY (organisation, sha256) REFERENCES blobs (organisation, sha256)
);
CREATE INDEX batches_of_kind ON batches (organisation, kind, position);

CREATE TABLE models (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    toml TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    note TEXT NOT NULL,
    made_key TEXT NOT NULL,
    made_holder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (organisation, name, version)
);

CREATE TABLE decisions (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    id TEXT NOT NULL,
    position BIGINT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    shadow_tariffs_sha256 TEXT NOT NULL,
    reference_income_sha256 TEXT NOT NULL,
    simulation_sha256 TEXT,
    papers TEXT NOT NULL,
    meeting TEXT NOT NULL,
    active_from TEXT NOT NULL,
    state TEXT NOT NULL,
    -- The order in which decisions were adopted.
    adopted BIGINT,
    arbitration TEXT,
    made_key TEXT NOT NULL,
    made_holder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    ended_key TEXT,
    ended_holder TEXT,
    ended_at TEXT,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, position),
    FOREIGN KEY (organisation, model, version) REFERENCES models (organisation, name, version)
);

-- Every answer that was given; the last one of a discipline counts.
CREATE TABLE decision_answers (
    organisation TEXT NOT NULL,
    decision TEXT NOT NULL,
    position BIGINT NOT NULL,
    discipline TEXT NOT NULL,
    answer TEXT NOT NULL,
    argument TEXT NOT NULL,
    made_key TEXT NOT NULL,
    made_holder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (organisation, decision, position),
    FOREIGN KEY (organisation, decision) REFERENCES decisions (organisation, id)
);

CREATE TABLE runs (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    id TEXT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    basis TEXT NOT NULL,
    year BIGINT NOT NULL,
    until TEXT NOT NULL,
    as_of TEXT,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    engine TEXT NOT NULL,
    input_sha256 TEXT NOT NULL,
    inputs TEXT NOT NULL,
    result_sha256 TEXT NOT NULL,
    statements_sha256 TEXT,
    explanations_sha256 TEXT,
    -- The settlement that this one corrects.
    corrects TEXT,
    made_key TEXT NOT NULL,
    made_holder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, position),
    FOREIGN KEY (organisation, model, version) REFERENCES models (organisation, name, version),
    FOREIGN KEY (organisation, result_sha256) REFERENCES blobs (organisation, sha256),
    FOREIGN KEY (organisation, statements_sha256) REFERENCES blobs (organisation, sha256),
    FOREIGN KEY (organisation, explanations_sha256) REFERENCES blobs (organisation, sha256),
    FOREIGN KEY (organisation, corrects) REFERENCES runs (organisation, id)
);
CREATE INDEX runs_of_year ON runs (organisation, year, position);

-- A year that is not here is open. The last of its settlements counts; those after the first are corrections.
CREATE TABLE settlements (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    year BIGINT NOT NULL,
    turn BIGINT NOT NULL,
    run TEXT NOT NULL,
    -- Of the deliveries that it paid.
    batch TEXT,
    made_key TEXT NOT NULL,
    made_holder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (organisation, year, turn),
    FOREIGN KEY (organisation, run) REFERENCES runs (organisation, id),
    FOREIGN KEY (organisation, batch) REFERENCES batches (organisation, id)
);

CREATE TABLE months (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    position BIGINT NOT NULL,
    year BIGINT NOT NULL,
    month BIGINT NOT NULL,
    participant TEXT NOT NULL,
    made_key TEXT NOT NULL,
    made_holder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    ended_key TEXT,
    ended_holder TEXT,
    ended_at TEXT,
    PRIMARY KEY (organisation, position)
);
CREATE INDEX months_of_year ON months (organisation, year, position);

CREATE TABLE jobs (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    id TEXT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    request TEXT NOT NULL,
    state TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    worker TEXT,
    lease_until TEXT,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    words TEXT NOT NULL,
    answer TEXT,
    cancel_asked_at TEXT,
    made_key TEXT NOT NULL,
    made_holder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    finished_at TEXT,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, position)
);
CREATE INDEX jobs_to_take ON jobs (state, made_at);

CREATE TABLE keys (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    id TEXT NOT NULL,
    position BIGINT NOT NULL,
    holder TEXT NOT NULL,
    role TEXT NOT NULL,
    scope TEXT NOT NULL,
    token_sha256 TEXT NOT NULL UNIQUE,
    expires_at TEXT,
    used_at TEXT,
    made_key TEXT NOT NULL,
    made_holder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    ended_key TEXT,
    ended_holder TEXT,
    ended_at TEXT,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, position)
);

CREATE TABLE consents (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    id TEXT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    request TEXT NOT NULL,
    state TEXT NOT NULL,
    made_key TEXT NOT NULL,
    made_holder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    ended_key TEXT,
    ended_holder TEXT,
    ended_at TEXT,
    used_at TEXT,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, position)
);

CREATE TABLE objections (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    id TEXT NOT NULL,
    position BIGINT NOT NULL,
    run TEXT NOT NULL,
    participant TEXT NOT NULL,
    line TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT,
    made_key TEXT NOT NULL,
    made_holder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    ended_key TEXT,
    ended_holder TEXT,
    ended_at TEXT,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, position),
    FOREIGN KEY (organisation, run) REFERENCES runs (organisation, id)
);
CREATE INDEX objections_of_run ON objections (organisation, run, position);

CREATE TABLE idempotency (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    holder TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_sha256 TEXT NOT NULL,
    status BIGINT NOT NULL,
    headers TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (organisation, holder, idempotency_key)
);
CREATE INDEX idempotency_by_age ON idempotency (organisation, created_at);

CREATE TABLE audit (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    position BIGINT NOT NULL,
    at TEXT NOT NULL,
    key_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL,
    request_id TEXT NOT NULL,
    previous_sha256 TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (organisation, position)
);

-- The last entry once more, so that a log whose end was cut off can be told.
CREATE TABLE audit_heads (
    organisation TEXT NOT NULL PRIMARY KEY REFERENCES organisations (code),
    position BIGINT NOT NULL,
    sha256 TEXT NOT NULL
);
