-- Written by `python -m storage.migrate`: what the migrations lead to.

CREATE TABLE learners (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice
    name          TEXT    NOT NULL,
    alias         TEXT    NOT NULL DEFAULT '',
    hidden        INTEGER NOT NULL DEFAULT 0,
    zone          TEXT    NOT NULL DEFAULT 'UTC',
    retention     INTEGER NOT NULL DEFAULT 900,       -- desired recall, per mille
    goal_minutes  INTEGER NOT NULL DEFAULT 10,
    extra_time    INTEGER NOT NULL DEFAULT 100,       -- per cent; 0 is untimed
    rest_days     INTEGER NOT NULL DEFAULT 0,         -- bit 0 is Monday
    created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE accounts (
    platform   TEXT    NOT NULL,
    user_id    TEXT    NOT NULL,
    learner    INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    linked_at  INTEGER NOT NULL,
    PRIMARY KEY (platform, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX accounts_by_learner ON accounts (learner);

CREATE TABLE tombstones (
    account_hash  BLOB    NOT NULL PRIMARY KEY,
    deleted_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE link_codes (
    code        TEXT    NOT NULL PRIMARY KEY,
    learner     INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE classes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT    NOT NULL,
    code        TEXT    NOT NULL UNIQUE,
    zone        TEXT    NOT NULL DEFAULT 'UTC',
    daily_hour  INTEGER NOT NULL DEFAULT 17,
    created_at  INTEGER NOT NULL
, polls INTEGER NOT NULL DEFAULT 0, close_at INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE members (
    class      INTEGER NOT NULL REFERENCES classes ON DELETE CASCADE,
    learner    INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    role       TEXT    NOT NULL DEFAULT 'member',
    joined_at  INTEGER NOT NULL, lent INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (class, learner)
) STRICT, WITHOUT ROWID;

CREATE INDEX members_by_learner ON members (learner);

CREATE TABLE places (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    platform  TEXT    NOT NULL,
    chat_id   TEXT    NOT NULL,
    thread    TEXT    NOT NULL DEFAULT '',
    class     INTEGER REFERENCES classes ON DELETE SET NULL, leaders TEXT NOT NULL DEFAULT '[]',
    UNIQUE (platform, chat_id, thread)
) STRICT;

CREATE INDEX places_by_class ON places (class);

CREATE TABLE decks (
    id           TEXT    NOT NULL PRIMARY KEY,
    title        TEXT    NOT NULL,
    description  TEXT    NOT NULL DEFAULT '',
    themes       TEXT    NOT NULL DEFAULT '[]',  -- JSON: [[theme, title], …]
    class        INTEGER REFERENCES classes ON DELETE CASCADE,  -- NULL: built in
    digest       BLOB    NOT NULL,               -- of the source: unchanged decks are not mirrored again
    retired      INTEGER NOT NULL DEFAULT 0
, origin TEXT NOT NULL DEFAULT 'bank', licence TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;

CREATE TABLE class_decks (
    class  INTEGER NOT NULL REFERENCES classes ON DELETE CASCADE,
    deck   TEXT    NOT NULL REFERENCES decks ON DELETE CASCADE,
    PRIMARY KEY (class, deck)
) STRICT, WITHOUT ROWID;

CREATE TABLE questions (
    key         INTEGER PRIMARY KEY AUTOINCREMENT,
    id          TEXT    NOT NULL UNIQUE,
    deck        TEXT    NOT NULL REFERENCES decks,
    version     INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    theme       TEXT    NOT NULL,
    skill       TEXT    NOT NULL,
    difficulty  INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    body        BLOB    NOT NULL,               -- the whole question, JSON
    retired     INTEGER NOT NULL DEFAULT 0,
    paused      INTEGER NOT NULL DEFAULT 0      -- reported too often; an editor looks first
, origin TEXT NOT NULL DEFAULT 'file') STRICT;

CREATE INDEX questions_by_deck ON questions (deck, theme, position);

CREATE INDEX questions_askable ON questions (deck, difficulty, position)
    WHERE retired = 0 AND paused = 0;

CREATE TABLE rounds (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    place       INTEGER NOT NULL REFERENCES places,
    class       INTEGER REFERENCES classes ON DELETE CASCADE,
    starter     INTEGER REFERENCES learners ON DELETE SET NULL,
    deck        TEXT    NOT NULL,
    pace        TEXT    NOT NULL,
    questions   TEXT    NOT NULL,               -- JSON: question keys in the order of asking
    first_pass  INTEGER NOT NULL,               -- how many of them are asked for the first time
    position    INTEGER NOT NULL DEFAULT 0,     -- asks opened so far
    started_at  INTEGER NOT NULL,
    ended_at    INTEGER
) STRICT;

CREATE UNIQUE INDEX one_round_a_place ON rounds (place) WHERE ended_at IS NULL;

CREATE TABLE players (
    round      INTEGER NOT NULL REFERENCES rounds ON DELETE CASCADE,
    learner    INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    points     INTEGER NOT NULL DEFAULT 0,
    answered   INTEGER NOT NULL DEFAULT 0,
    right      INTEGER NOT NULL DEFAULT 0,
    joined_at  INTEGER NOT NULL,
    present    INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (round, learner)
) STRICT, WITHOUT ROWID;

CREATE INDEX players_by_learner ON players (learner);

CREATE TABLE asks (
    id         INTEGER PRIMARY KEY,
    question   INTEGER NOT NULL REFERENCES questions (key),
    version    INTEGER NOT NULL,
    source     TEXT    NOT NULL,                -- review, round, daily
    learner    INTEGER REFERENCES learners ON DELETE CASCADE,
    round      INTEGER REFERENCES rounds ON DELETE CASCADE,
    place      INTEGER REFERENCES places,
    class      INTEGER REFERENCES classes ON DELETE CASCADE,
    number     INTEGER NOT NULL DEFAULT 0,      -- its place in the round, from 1
    seed       INTEGER NOT NULL,                -- of the order in which options are shown
    opened_at  INTEGER NOT NULL,
    closes_at  INTEGER,                         -- everybody's clock; extra time is the learner's own
    closed_at  INTEGER,
    hinted     INTEGER NOT NULL DEFAULT 0,      -- a review's hint; a live hint is on its answer
    tries      INTEGER NOT NULL DEFAULT 0,      -- close calls given in a review
    state      TEXT    NOT NULL DEFAULT '',     -- what a kind needs between two presses
    wanted     TEXT    NOT NULL DEFAULT '',     -- JSON: a review's filters, for the one after it
    ahead      INTEGER NOT NULL DEFAULT 0,      -- 1: opened with the answer before it, not by a press
    given      TEXT,                            -- JSON: the answer to a review, once it has one
    mark       TEXT,
    verdict    TEXT                             -- JSON
) STRICT;

CREATE INDEX asks_open_by_learner ON asks (learner) WHERE closed_at IS NULL AND learner IS NOT NULL;

CREATE INDEX asks_skipped ON asks (learner, closed_at) WHERE state = 'skipped';

CREATE INDEX asks_by_round ON asks (round, number) WHERE round IS NOT NULL;

CREATE TABLE numbers (
    name  TEXT    NOT NULL PRIMARY KEY,         -- ask
    next  INTEGER NOT NULL                      -- the first that is not set aside yet
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
    ask       INTEGER NOT NULL REFERENCES asks ON DELETE CASCADE,
    learner   INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    given     TEXT    NOT NULL,                 -- JSON
    mark      TEXT    NOT NULL,
    verdict   TEXT    NOT NULL,                 -- JSON
    changes   INTEGER NOT NULL DEFAULT 0,
    tries     INTEGER NOT NULL DEFAULT 0,       -- close calls given
    hinted    INTEGER NOT NULL DEFAULT 0,
    at        INTEGER NOT NULL,
    PRIMARY KEY (ask, learner)
) STRICT, WITHOUT ROWID;

CREATE INDEX answers_by_learner ON answers (learner);

CREATE TABLE skip_votes (
    ask      INTEGER NOT NULL REFERENCES asks ON DELETE CASCADE,
    learner  INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    PRIMARY KEY (ask, learner)
) STRICT, WITHOUT ROWID;

CREATE TABLE reviews (
    learner    INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    at         INTEGER NOT NULL,
    question   INTEGER NOT NULL REFERENCES questions (key),
    version    INTEGER NOT NULL,
    ask        INTEGER NOT NULL,
    day        INTEGER NOT NULL,                -- the learner's local day
    mark       INTEGER NOT NULL,                -- 0 wrong, 1 partly, 2 right
    credit     INTEGER NOT NULL,                -- per mille
    grade      INTEGER NOT NULL,                -- 1 Again … 4 Easy
    retention  INTEGER NOT NULL,                -- desired recall then, per mille
    source     INTEGER NOT NULL,                -- 0 review, 1 round, 2 daily
    seconds    INTEGER NOT NULL,                -- spent on it, at most 300
    class      INTEGER,                         -- one of the learner's classes then
    shift      INTEGER NOT NULL DEFAULT 0,      -- the class's local day less the learner's
    PRIMARY KEY (learner, at, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE tallies (
    learner   INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    at        INTEGER NOT NULL,
    question  INTEGER NOT NULL,
    class     INTEGER NOT NULL REFERENCES classes ON DELETE CASCADE,
    day       INTEGER NOT NULL,
    PRIMARY KEY (learner, at, question, class)
) STRICT, WITHOUT ROWID;

CREATE TABLE amendments (
    learner   INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    at        INTEGER NOT NULL,
    question  INTEGER NOT NULL,
    seq       INTEGER NOT NULL,
    mark      INTEGER NOT NULL,
    credit    INTEGER NOT NULL,
    grade     INTEGER NOT NULL,
    cause     TEXT    NOT NULL,                 -- undo, claim, alias
    made_at   INTEGER NOT NULL, told_by TEXT,
    PRIMARY KEY (learner, at, question, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE memories (
    learner     INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    question    INTEGER NOT NULL,
    stability   INTEGER NOT NULL,               -- days, times 10,000
    difficulty  INTEGER NOT NULL,               -- 1 to 10, times 10,000
    due         INTEGER NOT NULL,               -- day
    last        INTEGER NOT NULL,               -- day of the exposure that moved it
    reps        INTEGER NOT NULL,
    lapses      INTEGER NOT NULL,
    PRIMARY KEY (learner, question)
) STRICT, WITHOUT ROWID;

CREATE INDEX memories_due ON memories (learner, due, last, stability);

CREATE TABLE learner_days (
    learner   INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    day       INTEGER NOT NULL,                 -- the learner's local day
    answers   INTEGER NOT NULL,
    right     INTEGER NOT NULL,
    points    INTEGER NOT NULL,
    seconds   INTEGER NOT NULL,
    PRIMARY KEY (learner, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE class_activity (
    class     INTEGER NOT NULL REFERENCES classes ON DELETE CASCADE,
    day       INTEGER NOT NULL,
    learners  INTEGER NOT NULL,                 -- different ones who answered; never none
    PRIMARY KEY (class, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE class_days (
    class     INTEGER NOT NULL REFERENCES classes ON DELETE CASCADE,
    day       INTEGER NOT NULL,                 -- the class's local day
    learner   INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    deck      TEXT    NOT NULL,
    answers   INTEGER NOT NULL,
    right     INTEGER NOT NULL,
    points    INTEGER NOT NULL,
    PRIMARY KEY (class, day, learner, deck)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER class_days_first AFTER INSERT ON class_days
WHEN 1 = (SELECT count(*) FROM class_days
          WHERE class = NEW.class AND day = NEW.day AND learner = NEW.learner)
BEGIN
    INSERT INTO class_activity (class, day, learners) VALUES (NEW.class, NEW.day, 1)
    ON CONFLICT (class, day) DO UPDATE SET learners = learners + 1;
END;

CREATE TRIGGER class_days_last AFTER DELETE ON class_days
WHEN NOT EXISTS (SELECT 1 FROM class_days
                 WHERE class = OLD.class AND day = OLD.day AND learner = OLD.learner)
BEGIN
    DELETE FROM class_activity WHERE class = OLD.class AND day = OLD.day AND learners = 1;
    UPDATE class_activity SET learners = learners - 1 WHERE class = OLD.class AND day = OLD.day;
END;

CREATE TABLE board_totals (
    class    INTEGER NOT NULL REFERENCES classes ON DELETE CASCADE,
    span     INTEGER NOT NULL,
    start    INTEGER NOT NULL,                  -- first day of the window; 0 for all
    learner  INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    answers  INTEGER NOT NULL,                  -- a row that falls to none is removed
    points   INTEGER NOT NULL,
    PRIMARY KEY (class, span, start, learner)
) STRICT, WITHOUT ROWID;

CREATE INDEX board_ranks ON board_totals (class, span, start, points DESC, learner);

CREATE TABLE claims (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    learner     INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    ask         INTEGER NOT NULL,
    question    INTEGER NOT NULL REFERENCES questions (key),
    version     INTEGER NOT NULL,
    given       TEXT    NOT NULL,               -- JSON
    folded      TEXT    NOT NULL,               -- the answer folded, to group and to re-mark by
    at          INTEGER NOT NULL,               -- of the review it is about
    made_at     INTEGER NOT NULL,
    settled_at  INTEGER,
    accepted    INTEGER,
    UNIQUE (ask, learner)
) STRICT;

CREATE INDEX claims_open ON claims (question) WHERE settled_at IS NULL;

CREATE TABLE reports (
    question  INTEGER NOT NULL REFERENCES questions (key),
    learner   INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    reason    TEXT    NOT NULL,
    note      TEXT    NOT NULL DEFAULT '',
    at        INTEGER NOT NULL,
    open      INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (question, learner)
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriptions (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    place     INTEGER REFERENCES places ON DELETE CASCADE,
    learner   INTEGER REFERENCES learners ON DELETE CASCADE,
    zone      TEXT    NOT NULL,
    hour      INTEGER NOT NULL,
    minute    INTEGER NOT NULL DEFAULT 0,
    weekdays  INTEGER NOT NULL DEFAULT 127,     -- bit 0 is Monday
    next_at   INTEGER,                          -- NULL: paused
    last_day  INTEGER
, state TEXT NOT NULL DEFAULT 'on', slot_at INTEGER, topics TEXT NOT NULL DEFAULT '[]', reveal_hours INTEGER, late_hours INTEGER NOT NULL DEFAULT 3, silent INTEGER NOT NULL DEFAULT 1, pin INTEGER NOT NULL DEFAULT 0, thread INTEGER NOT NULL DEFAULT 0, role TEXT NOT NULL DEFAULT '', open_ask INTEGER) STRICT;

CREATE INDEX subscriptions_next ON subscriptions (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE alarms (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    due_at   INTEGER NOT NULL,
    what     TEXT    NOT NULL,                  -- close, advance, …
    subject  INTEGER NOT NULL,                  -- the ask, round, … it is about
    UNIQUE (what, subject)
) STRICT;

CREATE INDEX alarms_due ON alarms (due_at);

CREATE TABLE outbox (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    place         INTEGER NOT NULL REFERENCES places ON DELETE CASCADE,
    subject       TEXT    NOT NULL,             -- posts of one subject replace each other: "ask:12"
    reply         TEXT    NOT NULL,             -- JSON
    created_at    INTEGER NOT NULL,
    due_at        INTEGER NOT NULL,
    delivered_at  INTEGER,
    external_id   TEXT,                         -- the platform's message id
    attempts      INTEGER NOT NULL DEFAULT 0
, leased_until INTEGER, manner TEXT, urgency INTEGER NOT NULL DEFAULT 1, stale_at INTEGER) STRICT;

CREATE INDEX outbox_due ON outbox (due_at) WHERE delivered_at IS NULL;

CREATE INDEX outbox_by_place ON outbox (place, id);

CREATE TABLE secrets (
    name   TEXT NOT NULL PRIMARY KEY,           -- cookie, tombstone
    value  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE learner_classes (
    learner  INTEGER NOT NULL PRIMARY KEY REFERENCES learners ON DELETE CASCADE,
    class    INTEGER NOT NULL REFERENCES classes ON DELETE CASCADE  -- where commands without a place apply
) STRICT;

CREATE TABLE proposals (
    deck      TEXT    NOT NULL REFERENCES decks ON DELETE CASCADE,
    id        TEXT    NOT NULL,                 -- the question's, once it is accepted
    position  INTEGER NOT NULL,
    body      BLOB    NOT NULL,                 -- the whole question, JSON
    why       TEXT    NOT NULL,                 -- what it was made of
    line      INTEGER NOT NULL,                 -- of the file
    state     TEXT    NOT NULL DEFAULT 'open',  -- open, accepted, dropped: what was decided is not asked again
    PRIMARY KEY (deck, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE pictures (
    deck  TEXT NOT NULL REFERENCES decks ON DELETE CASCADE,
    name  TEXT NOT NULL,
    body  BLOB NOT NULL,
    PRIMARY KEY (deck, name)
) STRICT;

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

CREATE INDEX outbox_waiting ON outbox (place, id) WHERE delivered_at IS NULL;

CREATE TABLE aliases (
    question  INTEGER NOT NULL REFERENCES questions (key),
    version   INTEGER NOT NULL,
    class     INTEGER REFERENCES classes ON DELETE CASCADE,   -- whose editor accepted it; NULL: everybody's
    part      TEXT    NOT NULL DEFAULT '',                    -- of several gaps its number, of points the point's text
    text      TEXT    NOT NULL,
    learner   INTEGER REFERENCES learners ON DELETE CASCADE,  -- whose sentence it is, if it is an example of a point
    added_at  INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX aliases_once ON aliases (question, version, coalesce(class, 0), part, text);

CREATE INDEX aliases_by_class ON aliases (class) WHERE class IS NOT NULL;

CREATE INDEX aliases_by_learner ON aliases (learner) WHERE learner IS NOT NULL;

CREATE TABLE refusals (
    claim  INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
    class  INTEGER NOT NULL REFERENCES classes ON DELETE CASCADE,  -- whose editor turned the claim down
    at     INTEGER NOT NULL,
    PRIMARY KEY (claim, class)
) STRICT, WITHOUT ROWID;

CREATE INDEX refusals_by_class ON refusals (class);

CREATE TABLE editions (
    question  INTEGER NOT NULL REFERENCES questions (key),
    seq       INTEGER NOT NULL,                 -- 1 is the oldest that is kept
    version   INTEGER NOT NULL,
    body      BLOB    NOT NULL,                 -- the whole question as it was, JSON
    until_at  INTEGER,                          -- when another took its place; NULL: nobody noted it
    PRIMARY KEY (question, seq)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE spared_days (
    learner  INTEGER NOT NULL REFERENCES learners ON DELETE CASCADE,
    first    INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    PRIMARY KEY (learner, first)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX outbox_urgent ON outbox (urgency, due_at) WHERE delivered_at IS NULL;

CREATE TABLE closed_weeks (
    class      INTEGER NOT NULL REFERENCES classes ON DELETE CASCADE,
    week       INTEGER NOT NULL,                -- the Monday of a week that is over
    closed_at  INTEGER NOT NULL,                -- what was put right later is not in its board
    PRIMARY KEY (class, week)
) STRICT, WITHOUT ROWID;

CREATE INDEX classes_close ON classes (close_at);

CREATE TRIGGER classes_moved AFTER UPDATE OF zone ON classes WHEN OLD.zone <> NEW.zone BEGIN
    UPDATE classes SET close_at = 0 WHERE id = NEW.id;
END;

CREATE TABLE contenders (                       -- classes that take part in class against class
    class  INTEGER NOT NULL PRIMARY KEY REFERENCES classes ON DELETE CASCADE,
    code   TEXT    NOT NULL UNIQUE              -- whoever looks after another class joins by it
) STRICT;

CREATE TABLE contests (
    class  INTEGER NOT NULL REFERENCES contenders ON DELETE CASCADE,
    other  INTEGER NOT NULL REFERENCES contenders ON DELETE CASCADE,  -- each pair both ways
    PRIMARY KEY (class, other)
) STRICT, WITHOUT ROWID;

CREATE INDEX contests_by_other ON contests (other);

CREATE INDEX outbox_stale ON outbox (stale_at) WHERE delivered_at IS NULL AND leased_until IS NULL AND stale_at IS NOT NULL;
