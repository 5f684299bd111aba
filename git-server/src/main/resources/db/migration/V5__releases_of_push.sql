-- Housekeeping asks which pushes have a release.
CREATE INDEX releases_of_push ON releases (push_id);
