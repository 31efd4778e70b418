-- What was simulated, from what, and where the result is. Nothing of a simulation changes.
CREATE TABLE simulations (
    organisation TEXT NOT NULL REFERENCES organisations (code),
    id TEXT NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    -- JSON: the texts of the scenarios, each with its hash.
    scenarios TEXT NOT NULL,
    -- JSON: the versions of models, each with its hash and whether it was adopted by then.
    models TEXT NOT NULL,
    engine TEXT NOT NULL,
    input_sha256 TEXT NOT NULL,
    inputs TEXT NOT NULL,
    result_sha256 TEXT NOT NULL,
    made_key TEXT NOT NULL,
    made_holder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, position),
    FOREIGN KEY (organisation, result_sha256) REFERENCES blobs (organisation, sha256)
);
CREATE INDEX simulations_by_result ON simulations (organisation, result_sha256, position);
