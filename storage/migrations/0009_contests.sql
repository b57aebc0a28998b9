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
