-- What an editor accepts belongs to their class; what was accepted before stays everybody's.

ALTER TABLE aliases RENAME TO aliases_before;

CREATE TABLE aliases (
    question  INTEGER NOT NULL REFERENCES questions (key),
    version   INTEGER NOT NULL,
    class     INTEGER REFERENCES classes ON DELETE CASCADE,   -- whose editor accepted it; NULL: everybody's
    part      TEXT    NOT NULL DEFAULT '',                    -- of several gaps its number, of points the point's text
    text      TEXT    NOT NULL,
    learner   INTEGER REFERENCES learners ON DELETE CASCADE,  -- whose sentence it is, if it is an example of a point
    added_at  INTEGER NOT NULL
) STRICT;

INSERT INTO aliases (question, version, text, added_at)
    SELECT question, version, text, added_at FROM aliases_before;

DROP TABLE aliases_before;

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
