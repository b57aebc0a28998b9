ALTER TABLE amendments ADD COLUMN told_by TEXT;  -- the message or press that asked for it: told again, it changes nothing more
