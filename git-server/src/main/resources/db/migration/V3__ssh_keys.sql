-- The public keys that let their owners in over SSH. An id is never used again: it is part of an address of the API.
CREATE TABLE ssh_keys (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id      INTEGER NOT NULL REFERENCES users (id),
    fingerprint  TEXT    NOT NULL UNIQUE,
    type         TEXT    NOT NULL,
    bits         INTEGER NOT NULL,
    public_key   TEXT    NOT NULL,
    comment      TEXT    NOT NULL,
    added_at     INTEGER NOT NULL,
    last_used_at INTEGER
);
CREATE INDEX ssh_keys_of_user ON ssh_keys (user_id, id);
