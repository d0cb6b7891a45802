-- What was recorded about people stays: acts and events are never changed or deleted, they are reversed by others.
-- Scope alone may follow a place that is re-homed. An act is marked once as undone, and the words written beside it can
-- be erased, but not replaced.

CREATE TRIGGER act_no_update BEFORE UPDATE OF cell, id, kind, "on", recorded_at, recorded_by, place_id, entry,
    other_cell, other_act, taken_over, undoes ON act FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER act_undone_once BEFORE UPDATE OF undone_by ON act
    FOR EACH ROW WHEN (OLD.undone_by IS NOT NULL) EXECUTE FUNCTION never_changed();
CREATE TRIGGER act_note_erased BEFORE UPDATE OF note ON act
    FOR EACH ROW WHEN (NEW.note <> '') EXECUTE FUNCTION never_changed();
CREATE TRIGGER act_no_delete BEFORE DELETE ON act FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER person_event_no_update BEFORE UPDATE OF cell, id, act, person_id, household_id, kind, "on", recorded_at,
    late, change, undoes, fields, place_id ON person_event FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER person_event_no_delete BEFORE DELETE ON person_event FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER household_event_no_update BEFORE UPDATE OF cell, id, act, household_id, kind, "on", recorded_at, late,
    change, undoes, place_id ON household_event FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER household_event_no_delete BEFORE DELETE ON household_event
    FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER act_no_truncate BEFORE TRUNCATE ON act EXECUTE FUNCTION never_changed();
CREATE TRIGGER person_event_no_truncate BEFORE TRUNCATE ON person_event EXECUTE FUNCTION never_changed();
CREATE TRIGGER household_event_no_truncate BEFORE TRUNCATE ON household_event EXECUTE FUNCTION never_changed();
