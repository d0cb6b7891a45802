-- Seals over the ends of the audit's chains, and when each chain was last written.
-- A seal's hash covers the seal before it and the heads that moved since then.

ALTER TABLE lane_head ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
UPDATE lane_head SET at = COALESCE((
    SELECT a.at FROM audit_record a
    WHERE a.cell = lane_head.cell AND a.lane = lane_head.lane AND a.seq = lane_head.seq), 0);

CREATE TABLE seal (
    number INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX seal_at ON seal (at);

CREATE TABLE sealed_head (
    cell INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    seal INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (cell, lane, seal)
) STRICT, WITHOUT ROWID;
CREATE INDEX sealed_head_seal ON sealed_head (seal);

CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal
BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;
CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal
BEGIN SELECT RAISE(ABORT, 'seals are never deleted'); END;
CREATE TRIGGER sealed_head_no_update BEFORE UPDATE ON sealed_head
BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;
CREATE TRIGGER sealed_head_no_delete BEFORE DELETE ON sealed_head
BEGIN SELECT RAISE(ABORT, 'seals are never deleted'); END;
