-- What a question said before, and whom a chat's own roles let look after a class.

CREATE TABLE editions (
    question  INTEGER NOT NULL REFERENCES questions (key),
    seq       INTEGER NOT NULL,                 -- 1 is the oldest that is kept
    version   INTEGER NOT NULL,
    body      BLOB    NOT NULL,                 -- the whole question as it was, JSON
    until_at  INTEGER,                          -- when another took its place; NULL: nobody noted it
    PRIMARY KEY (question, seq)
) STRICT, WITHOUT ROWID;

ALTER TABLE places ADD COLUMN leaders TEXT NOT NULL DEFAULT '[]';  -- JSON: the platform's ids of roles whose holders edit

ALTER TABLE members ADD COLUMN lent INTEGER NOT NULL DEFAULT 0;    -- 1: an editor for as long as a role of the place is held
