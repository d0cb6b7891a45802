-- What was recorded about people stays: acts and events are never changed or deleted, they are reversed by others.
-- Scope alone may follow a place that is re-homed. An act is marked once as undone, and the words written beside it can
-- be erased, but not replaced.

CREATE TRIGGER act_no_update BEFORE UPDATE OF cell, id, kind, "on", recorded_at, recorded_by, place_id, entry,
    other_cell, other_act, taken_over, undoes ON act
BEGIN SELECT RAISE(ABORT, 'acts are never changed'); END;
CREATE TRIGGER act_undone_once BEFORE UPDATE OF undone_by ON act WHEN OLD.undone_by IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an act is undone once'); END;
CREATE TRIGGER act_note_erased BEFORE UPDATE OF note ON act WHEN NEW.note <> ''
BEGIN SELECT RAISE(ABORT, 'the words of an act are erased or kept'); END;
CREATE TRIGGER act_no_delete BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'acts are never deleted'); END;
CREATE TRIGGER person_event_no_update BEFORE UPDATE OF cell, id, act, person_id, household_id, kind, "on", recorded_at,
    late, change, undoes, fields, place_id ON person_event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER person_event_no_delete BEFORE DELETE ON person_event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER household_event_no_update BEFORE UPDATE OF cell, id, act, household_id, kind, "on", recorded_at, late,
    change, undoes, place_id ON household_event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER household_event_no_delete BEFORE DELETE ON household_event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
