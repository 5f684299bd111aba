-- What the names of base images mean for an environment, from the first push that used them to a rebuild.
CREATE TABLE base_images (
    environment_id INTEGER NOT NULL REFERENCES environments (id),
    reference      TEXT    NOT NULL,
    image_id       TEXT    NOT NULL,
    digest         TEXT,
    has_triggers   INTEGER NOT NULL,
    pinned_at      INTEGER NOT NULL,
    PRIMARY KEY (environment_id, reference)
);

-- What a push would have them mean. It comes to hold when the push becomes live; until then the other table does.
CREATE TABLE base_images_of_push (
    push_id        INTEGER NOT NULL,
    environment_id INTEGER NOT NULL REFERENCES environments (id),
    reference      TEXT    NOT NULL,
    image_id       TEXT    NOT NULL,
    digest         TEXT,
    has_triggers   INTEGER NOT NULL,
    pinned_at      INTEGER NOT NULL,
    PRIMARY KEY (push_id, reference)
);

-- A plan asks which push made an image.
CREATE INDEX builds_of_image ON builds (environment_id, reference);
