ALTER TABLE outbox ADD COLUMN stale_at INTEGER;  -- what is not out by then is taken back; NULL: it goes out however late

CREATE INDEX outbox_stale ON outbox (stale_at) WHERE delivered_at IS NULL AND leased_until IS NULL AND stale_at IS NOT NULL;
