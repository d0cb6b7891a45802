-- The ledger's and the audit's tables: written by hand-made SQL, read through the model as well.
-- Times are UTC microseconds, days yyyymmdd, ids of clients uuid, amounts minor units.

CREATE TABLE account (
    cell integer NOT NULL,
    id bigint NOT NULL,
    owner bigint NOT NULL,
    kind integer NOT NULL,
    unit bigint NOT NULL,
    lot bigint NOT NULL,
    scope bigint NOT NULL,
    limits integer NOT NULL,
    balance bigint NOT NULL,
    held_out bigint NOT NULL CHECK (held_out >= 0),
    held_in bigint NOT NULL CHECK (held_in >= 0),
    version bigint NOT NULL,
    next_expiry bigint,
    CHECK (limits & 1 = 0 OR balance - held_out >= 0),
    CHECK (limits & 2 = 0 OR balance + held_in <= 0),
    PRIMARY KEY (cell, id)
);
CREATE UNIQUE INDEX account_key ON account (cell, owner, kind, unit, lot);
CREATE INDEX account_scope ON account (scope, kind);

CREATE TABLE entry (
    cell integer NOT NULL,
    id uuid NOT NULL,
    recorded_at bigint NOT NULL,
    effective_on integer NOT NULL,
    kind integer NOT NULL,
    reason text NOT NULL,
    memo text NOT NULL,
    place bigint NOT NULL,
    scope bigint NOT NULL,
    party bigint,
    subject bigint NOT NULL,
    target uuid,
    until bigint,
    lane integer NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (cell, id)
);
-- A hold is settled once, an entry is reversed once.
CREATE UNIQUE INDEX entry_target ON entry (cell, target) WHERE target IS NOT NULL;

CREATE TABLE posting (
    cell integer NOT NULL,
    entry uuid NOT NULL,
    n integer NOT NULL,
    account bigint NOT NULL,
    unit bigint NOT NULL,
    amount bigint NOT NULL,
    held bigint NOT NULL,
    balance bigint NOT NULL,
    version bigint NOT NULL,
    CHECK (amount <> 0 OR held <> 0),
    PRIMARY KEY (cell, entry, n)
);
CREATE UNIQUE INDEX posting_account ON posting (cell, account, version);

-- Open holds only, one row a leg: a cache that `gulou verify` rebuilds from the entries.
CREATE TABLE hold (
    cell integer NOT NULL,
    account bigint NOT NULL,
    entry uuid NOT NULL,
    amount bigint NOT NULL,
    until bigint,
    PRIMARY KEY (cell, account, entry)
);

CREATE TABLE audit_record (
    cell integer NOT NULL,
    lane integer NOT NULL,
    seq bigint NOT NULL,
    at bigint NOT NULL,
    person_id bigint NOT NULL,
    appointment_id bigint NOT NULL,
    verb text NOT NULL,
    place bigint NOT NULL,
    subject bigint NOT NULL,
    command_id uuid NOT NULL,
    content bytea NOT NULL,
    written bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (cell, lane, seq)
);
CREATE UNIQUE INDEX audit_command ON audit_record (cell, command_id);
CREATE INDEX audit_subject ON audit_record (subject, at) WHERE subject <> 0;

CREATE TABLE lane_head (
    cell integer NOT NULL,
    lane integer NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (cell, lane)
);

-- What is written stays. Scope alone may follow a place that is re-homed.
CREATE FUNCTION never_changed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is never changed or deleted', TG_TABLE_NAME; END $$;
CREATE TRIGGER entry_no_update BEFORE UPDATE OF cell, id, recorded_at, effective_on, kind, reason, memo, place, party,
    subject, target, until, lane, seq, hash ON entry FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER posting_never BEFORE UPDATE OR DELETE ON posting FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER audit_never BEFORE UPDATE OR DELETE ON audit_record FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON entry EXECUTE FUNCTION never_changed();
CREATE TRIGGER posting_no_truncate BEFORE TRUNCATE ON posting EXECUTE FUNCTION never_changed();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_record EXECUTE FUNCTION never_changed();
