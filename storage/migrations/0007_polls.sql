-- Native polls of a chat, whether a class wants them, and what goes out first.

ALTER TABLE classes ADD COLUMN polls INTEGER NOT NULL DEFAULT 0;  -- 1: native polls where a platform has them

CREATE TABLE polls (
    id          TEXT    NOT NULL PRIMARY KEY,   -- the platform's
    ask         INTEGER NOT NULL REFERENCES asks ON DELETE CASCADE,
    message     TEXT    NOT NULL,               -- the platform's id of the message it is in
    options     TEXT    NOT NULL,               -- JSON: stored indices, in the order shown
    stop_at     INTEGER,                        -- takes no votes from then on
    stopped_at  INTEGER                         -- the platform takes none any more
) STRICT, WITHOUT ROWID;

CREATE INDEX polls_by_ask ON polls (ask);

CREATE INDEX polls_to_stop ON polls (stop_at) WHERE stop_at IS NOT NULL AND stopped_at IS NULL;

CREATE TABLE early_votes (                      -- somebody was faster than the note of the poll
    poll      TEXT    NOT NULL,
    platform  TEXT    NOT NULL,
    user_id   TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    picks     TEXT    NOT NULL,                 -- JSON: places in the order shown; none: taken back
    at        INTEGER NOT NULL,
    PRIMARY KEY (poll, platform, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX early_votes_by_time ON early_votes (at);

ALTER TABLE outbox ADD COLUMN urgency INTEGER NOT NULL DEFAULT 1;  -- the lower, the sooner

CREATE INDEX outbox_urgent ON outbox (urgency, due_at) WHERE delivered_at IS NULL;
