-- SQLite can't change a CHECK: the column is replaced, and with it the one whose CHECK names it.
ALTER TABLE pushes ADD COLUMN new_kind TEXT NOT NULL DEFAULT 'deploy'
    CHECK (new_kind IN ('deploy', 'rebuild', 'dry run', 'rollback', 'restart', 'scale', 'remove'));
ALTER TABLE pushes ADD COLUMN new_target INTEGER CHECK ((new_target IS NOT NULL) = (new_kind = 'rollback'));
UPDATE pushes SET new_kind = kind, new_target = target_release;
ALTER TABLE pushes DROP COLUMN target_release;
ALTER TABLE pushes DROP COLUMN kind;
ALTER TABLE pushes RENAME COLUMN new_kind TO kind;
ALTER TABLE pushes RENAME COLUMN new_target TO target_release;
