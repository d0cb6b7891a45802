-- What is in a case's log stays.
CREATE TRIGGER case_log_no_update BEFORE UPDATE ON case_log_line
BEGIN SELECT RAISE(ABORT, 'the log of a case is never changed'); END;
CREATE TRIGGER case_log_no_delete BEFORE DELETE ON case_log_line
BEGIN SELECT RAISE(ABORT, 'the log of a case is never deleted'); END;
-- Nor does the text change that cases run by.
CREATE TRIGGER case_text_no_update BEFORE UPDATE ON case_text
BEGIN SELECT RAISE(ABORT, 'the text cases run by is never changed'); END;
