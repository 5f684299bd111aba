-- Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE users (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    role       TEXT    NOT NULL CHECK (role IN ('admin', 'deployer', 'viewer')),
    created_at INTEGER NOT NULL
);

CREATE TABLE access_tokens (
    hash       TEXT    PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL
);

CREATE TABLE projects (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
);

CREATE TABLE environments (
    id         INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects (id),
    alias      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (project_id, alias)
);

CREATE TABLE pushes (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    environment_id INTEGER NOT NULL REFERENCES environments (id),
    pushed_by      TEXT    NOT NULL,
    branch         TEXT    NOT NULL,
    commit_id      TEXT    NOT NULL,
    subject        TEXT    NOT NULL,
    state          TEXT    NOT NULL
        CHECK (state IN ('queued', 'running', 'live', 'failed', 'stored', 'refused', 'unchanged')),
    release_number INTEGER,
    reason         TEXT    NOT NULL DEFAULT '',
    started_at     INTEGER NOT NULL,
    finished_at    INTEGER
);
CREATE INDEX pushes_of_environment ON pushes (environment_id, id);
CREATE INDEX unfinished_pushes ON pushes (id) WHERE finished_at IS NULL;

CREATE TABLE builds (
    id             INTEGER PRIMARY KEY,
    environment_id INTEGER NOT NULL REFERENCES environments (id),
    push_id        INTEGER NOT NULL REFERENCES pushes (id),
    microservice   TEXT    NOT NULL,
    reference      TEXT    NOT NULL,
    decision       TEXT    NOT NULL,
    reason         TEXT    NOT NULL,
    outcome        TEXT,
    started_at     INTEGER NOT NULL,
    finished_at    INTEGER
);
CREATE INDEX builds_of_push ON builds (push_id);

CREATE TABLE releases (
    id             INTEGER PRIMARY KEY,
    environment_id INTEGER NOT NULL REFERENCES environments (id),
    number         INTEGER NOT NULL,
    push_id        INTEGER NOT NULL REFERENCES pushes (id),
    commit_id      TEXT    NOT NULL,
    body           TEXT    NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('rolling out', 'live', 'failed', 'past')),
    created_at     INTEGER NOT NULL,
    UNIQUE (environment_id, number)
);
-- An environment never has two live releases, whatever the program does.
CREATE UNIQUE INDEX live_release ON releases (environment_id) WHERE state = 'live';

-- Which microservice a workload of a release belongs to.
CREATE TABLE release_workloads (
    release_id   INTEGER NOT NULL REFERENCES releases (id),
    kind         TEXT    NOT NULL,
    namespace    TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    microservice TEXT    NOT NULL,
    PRIMARY KEY (release_id, kind, namespace, name)
);
