-- Seals over the ends of the audit's chains, and when each chain was last written.
-- A seal's hash covers the seal before it and the heads that moved since then.

ALTER TABLE lane_head ADD COLUMN at bigint NOT NULL DEFAULT 0;
UPDATE lane_head h SET at = a.at
FROM audit_record a WHERE a.cell = h.cell AND a.lane = h.lane AND a.seq = h.seq;

CREATE TABLE seal (
    number bigint NOT NULL PRIMARY KEY,
    at bigint NOT NULL,
    hash bytea NOT NULL
);
CREATE INDEX seal_at ON seal (at);

CREATE TABLE sealed_head (
    cell integer NOT NULL,
    lane integer NOT NULL,
    seal bigint NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (cell, lane, seal)
);
CREATE INDEX sealed_head_seal ON sealed_head (seal);

CREATE TRIGGER seal_never BEFORE UPDATE OR DELETE ON seal FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER sealed_head_never BEFORE UPDATE OR DELETE ON sealed_head
    FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON seal EXECUTE FUNCTION never_changed();
CREATE TRIGGER sealed_head_no_truncate BEFORE TRUNCATE ON sealed_head EXECUTE FUNCTION never_changed();
