-- Who bears what a reversal can no longer take back, and the books of a place by day.

ALTER TABLE entry ADD COLUMN bearer INTEGER;
DROP TRIGGER entry_no_update;
CREATE TRIGGER entry_no_update BEFORE UPDATE OF cell, id, recorded_at, effective_on, kind, reason, memo, place, party,
    subject, target, bearer, until, lane, seq, hash ON entry
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;

CREATE INDEX entry_place ON entry (cell, place, effective_on);
