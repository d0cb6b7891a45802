-- What is in a case's log stays.
CREATE TRIGGER case_log_never BEFORE UPDATE OR DELETE ON case_log_line FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER case_log_no_truncate BEFORE TRUNCATE ON case_log_line EXECUTE FUNCTION never_changed();
-- Nor does the text change that cases run by.
CREATE TRIGGER case_text_no_update BEFORE UPDATE ON case_text FOR EACH ROW EXECUTE FUNCTION never_changed();
