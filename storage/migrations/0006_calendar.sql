-- Reminders of learners, weekly digests of places, and plans after a gap.

CREATE TABLE reminders (
    learner        INTEGER NOT NULL PRIMARY KEY REFERENCES learners ON DELETE CASCADE,
    place          INTEGER REFERENCES places ON DELETE CASCADE,  -- their private chat
    state          TEXT    NOT NULL DEFAULT 'off',  -- on, asleep, off
    learnt         INTEGER NOT NULL DEFAULT 0,      -- 1: when they usually study; hour and minute follow
    hour           INTEGER NOT NULL,
    minute         INTEGER NOT NULL,
    quiet_from     INTEGER NOT NULL,                -- minutes of the day; equal: no quiet hours
    quiet_to       INTEGER NOT NULL,
    ignored        INTEGER NOT NULL DEFAULT 0,      -- reminders in a row without an answer
    slot_at        INTEGER,                         -- the wall time that is next
    snoozed_until  INTEGER,
    next_at        INTEGER,                         -- when to look: the earlier of the two
    last_at        INTEGER,                         -- of the last reminder
    last_day       INTEGER                          -- its local date
) STRICT;
CREATE INDEX reminders_next ON reminders (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX reminders_by_place ON reminders (place) WHERE place IS NOT NULL;

-- Whom reminders were offered to: once.
CREATE TABLE reminder_offers (
    learner  INTEGER NOT NULL PRIMARY KEY REFERENCES learners ON DELETE CASCADE,
    at       INTEGER NOT NULL
) STRICT;

CREATE TABLE reminder_days (
    learner  INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    day      INTEGER NOT NULL,                      -- the local date of a reminder, claimed once
    at       INTEGER NOT NULL,
    PRIMARY KEY (learner, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE weeklies (
    place    INTEGER NOT NULL PRIMARY KEY REFERENCES places ON DELETE CASCADE,
    state    TEXT    NOT NULL DEFAULT 'on',         -- on, unreachable, off
    weekday  INTEGER NOT NULL,                      -- 0 is Monday
    hour     INTEGER NOT NULL,                      -- on the clock of the class
    minute   INTEGER NOT NULL,
    slot_at  INTEGER,
    next_at  INTEGER
) STRICT;
CREATE INDEX weeklies_next ON weeklies (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE weekly_weeks (
    place  INTEGER NOT NULL REFERENCES places ON DELETE CASCADE,
    week   INTEGER NOT NULL,                        -- the Monday of the week that was summed up
    at     INTEGER NOT NULL,
    PRIMARY KEY (place, week)
) STRICT, WITHOUT ROWID;

CREATE TABLE comebacks (
    learner  INTEGER NOT NULL PRIMARY KEY REFERENCES learners ON DELETE CASCADE,
    state    TEXT    NOT NULL,                      -- offered, on, declined, over
    since    INTEGER NOT NULL,                      -- the learner's local day of the offer
    away     INTEGER NOT NULL,                      -- days without an answer before it
    last     INTEGER NOT NULL,                      -- the last day with an answer before the gap
    a_day    INTEGER NOT NULL,                      -- questions
    until    INTEGER NOT NULL                       -- the last day of the plan
) STRICT;

-- Days that break no streak: an absence a learner came back from, and the plan after it.
CREATE TABLE spared_days (
    learner  INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    first    INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    PRIMARY KEY (learner, first)
) STRICT, WITHOUT ROWID;
