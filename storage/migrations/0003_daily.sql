-- The daily question: how a place wants it, the claim of each local date, and what editors queued.

ALTER TABLE subscriptions ADD COLUMN state TEXT NOT NULL DEFAULT 'on';  -- on, paused, unreachable, off

-- the wall time that is next; next_at is later than it only while a try that went wrong waits
ALTER TABLE subscriptions ADD COLUMN slot_at INTEGER;

ALTER TABLE subscriptions ADD COLUMN topics TEXT NOT NULL DEFAULT '[]';  -- JSON: [[deck, theme or ""], …]

ALTER TABLE subscriptions ADD COLUMN reveal_hours INTEGER;  -- NULL: with the next post

ALTER TABLE subscriptions ADD COLUMN late_hours INTEGER NOT NULL DEFAULT 3;  -- later than that: not that day

ALTER TABLE subscriptions ADD COLUMN silent INTEGER NOT NULL DEFAULT 1;

ALTER TABLE subscriptions ADD COLUMN pin INTEGER NOT NULL DEFAULT 0;

ALTER TABLE subscriptions ADD COLUMN thread INTEGER NOT NULL DEFAULT 0;  -- 1: a thread under each post

ALTER TABLE subscriptions ADD COLUMN role TEXT NOT NULL DEFAULT '';  -- the platform's id of whom to ping

ALTER TABLE subscriptions ADD COLUMN open_ask INTEGER;  -- posted and not revealed yet

CREATE UNIQUE INDEX subscriptions_by_place ON subscriptions (place)
    WHERE place IS NOT NULL AND learner IS NULL;

CREATE TABLE daily_days (
    subscription  INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    day           INTEGER NOT NULL,             -- local date on the subscription's wall
    what          TEXT    NOT NULL,             -- posted, forced, skipped, missed, empty
    at            INTEGER NOT NULL,             -- when that was decided
    ask           INTEGER,
    question      INTEGER REFERENCES questions (key),
    reason        TEXT,                         -- JSON: why this question
    answered      INTEGER,                      -- learners, at the reveal
    members       INTEGER,                      -- of the class, at the reveal
    PRIMARY KEY (subscription, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX daily_days_by_ask ON daily_days (ask) WHERE ask IS NOT NULL;

CREATE TABLE daily_queue (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription  INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    question      INTEGER NOT NULL REFERENCES questions (key),
    UNIQUE (subscription, question)
) STRICT;

ALTER TABLE outbox ADD COLUMN leased_until INTEGER;  -- a worker is delivering it; after that another may

ALTER TABLE outbox ADD COLUMN manner TEXT;  -- JSON: silent, pinned, …; NULL: as usual

CREATE INDEX outbox_waiting ON outbox (place, id) WHERE delivered_at IS NULL;
