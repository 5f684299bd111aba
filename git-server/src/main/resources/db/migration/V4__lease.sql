-- Who may write: the server that took the lease last. Its number rises with each start.
CREATE TABLE lease (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    fence    INTEGER NOT NULL,
    taken_at INTEGER NOT NULL
);
INSERT INTO lease (id, fence, taken_at) VALUES (1, 0, 0);

-- The lease of the server that began the release; 0 before there were leases.
ALTER TABLE releases ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;
