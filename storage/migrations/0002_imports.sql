-- Decks that people bring: where a deck is from, what waits for its editor, and its pictures.

ALTER TABLE decks ADD COLUMN origin TEXT NOT NULL DEFAULT 'bank';  -- bank, import

ALTER TABLE decks ADD COLUMN licence TEXT NOT NULL DEFAULT '';

-- file: as the deck's source has it; editor: accepted or written by an editor, and no source's to retire
ALTER TABLE questions ADD COLUMN origin TEXT NOT NULL DEFAULT 'file';

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
