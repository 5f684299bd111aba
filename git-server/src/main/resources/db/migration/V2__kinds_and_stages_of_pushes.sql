-- SQLite can't change a CHECK, and a table that others refer to can't be made anew without taking theirs along: the
-- column is replaced instead.
ALTER TABLE pushes ADD COLUMN new_state TEXT NOT NULL DEFAULT 'queued'
    CHECK (new_state IN ('queued', 'running', 'live', 'failed', 'stored', 'refused', 'unchanged', 'superseded',
                         'cancelled', 'checked'));
UPDATE pushes SET new_state = state;
ALTER TABLE pushes DROP COLUMN state;
ALTER TABLE pushes RENAME COLUMN new_state TO state;

-- What the pusher asked for.
ALTER TABLE pushes ADD COLUMN kind TEXT NOT NULL DEFAULT 'deploy'
    CHECK (kind IN ('deploy', 'rebuild', 'dry run', 'rollback'));

-- Which release a rollback is to bring back.
ALTER TABLE pushes ADD COLUMN target_release INTEGER CHECK ((target_release IS NOT NULL) = (kind = 'rollback'));

-- How far a push has come, written before anything of that stage happens outside.
ALTER TABLE pushes ADD COLUMN stage TEXT NOT NULL DEFAULT 'waiting'
    CHECK (stage IN ('waiting', 'reading', 'building', 'rolling out'));

-- The tip that the deploy branch had, when the pusher wants it replaced by a commit that doesn't descend from it.
ALTER TABLE pushes ADD COLUMN forced_from TEXT;

ALTER TABLE environments ADD COLUMN force_push TEXT NOT NULL DEFAULT 'refuse'
    CHECK (force_push IN ('allow', 'refuse'));
