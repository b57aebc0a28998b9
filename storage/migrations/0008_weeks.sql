CREATE TABLE closed_weeks (
    class      INTEGER NOT NULL REFERENCES classes ON DELETE CASCADE,
    week       INTEGER NOT NULL,                -- the Monday of a week that is over
    closed_at  INTEGER NOT NULL,                -- what was put right later is not in its board
    PRIMARY KEY (class, week)
) STRICT, WITHOUT ROWID;

-- When the class's present week is over; 0 is to be worked out.
ALTER TABLE classes ADD COLUMN close_at INTEGER NOT NULL DEFAULT 0;

CREATE INDEX classes_close ON classes (close_at);

CREATE TRIGGER classes_moved AFTER UPDATE OF zone ON classes WHEN OLD.zone <> NEW.zone BEGIN
    UPDATE classes SET close_at = 0 WHERE id = NEW.id;
END;
