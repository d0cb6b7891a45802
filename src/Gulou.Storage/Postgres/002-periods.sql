-- Who bears what a reversal can no longer take back, and the books of a place by day.

ALTER TABLE entry ADD COLUMN bearer bigint;
DROP TRIGGER entry_no_update ON entry;
CREATE TRIGGER entry_no_update BEFORE UPDATE OF cell, id, recorded_at, effective_on, kind, reason, memo, place, party,
    subject, target, bearer, until, lane, seq, hash ON entry FOR EACH ROW EXECUTE FUNCTION never_changed();

CREATE INDEX entry_place ON entry (cell, place, effective_on);
