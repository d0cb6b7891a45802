-- The ledger's and the audit's tables: written by hand-made SQL, read through the model as well.
-- Times are UTC microseconds, days yyyymmdd, ids of clients 16 bytes, amounts minor units.

CREATE TABLE account (
    cell INTEGER NOT NULL,
    id INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    lot INTEGER NOT NULL,
    scope INTEGER NOT NULL,
    limits INTEGER NOT NULL,
    balance INTEGER NOT NULL,
    held_out INTEGER NOT NULL CHECK (held_out >= 0),
    held_in INTEGER NOT NULL CHECK (held_in >= 0),
    version INTEGER NOT NULL,
    next_expiry INTEGER,
    CHECK (limits & 1 = 0 OR balance - held_out >= 0),
    CHECK (limits & 2 = 0 OR balance + held_in <= 0),
    PRIMARY KEY (cell, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX account_key ON account (cell, owner, kind, unit, lot);
CREATE INDEX account_scope ON account (scope, kind);

CREATE TABLE entry (
    cell INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    recorded_at INTEGER NOT NULL,
    effective_on INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    reason TEXT NOT NULL,
    memo TEXT NOT NULL,
    place INTEGER NOT NULL,
    scope INTEGER NOT NULL,
    party INTEGER,
    subject INTEGER NOT NULL,
    target BLOB,
    until INTEGER,
    lane INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (cell, id)
) STRICT, WITHOUT ROWID;
-- A hold is settled once, an entry is reversed once.
CREATE UNIQUE INDEX entry_target ON entry (cell, target) WHERE target IS NOT NULL;

CREATE TABLE posting (
    cell INTEGER NOT NULL,
    entry BLOB NOT NULL,
    n INTEGER NOT NULL,
    account INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    held INTEGER NOT NULL,
    balance INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CHECK (amount <> 0 OR held <> 0),
    PRIMARY KEY (cell, entry, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX posting_account ON posting (cell, account, version);

-- Open holds only, one row a leg: a cache that `gulou verify` rebuilds from the entries.
CREATE TABLE hold (
    cell INTEGER NOT NULL,
    account INTEGER NOT NULL,
    entry BLOB NOT NULL,
    amount INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (cell, account, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_record (
    cell INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    appointment_id INTEGER NOT NULL,
    verb TEXT NOT NULL,
    place INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    command_id BLOB NOT NULL CHECK (length(command_id) = 16),
    content BLOB NOT NULL,
    written BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (cell, lane, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX audit_command ON audit_record (cell, command_id);
CREATE INDEX audit_subject ON audit_record (subject, at) WHERE subject <> 0;

CREATE TABLE lane_head (
    cell INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (cell, lane)
) STRICT, WITHOUT ROWID;

-- What is written stays. Scope alone may follow a place that is re-homed.
CREATE TRIGGER entry_no_update BEFORE UPDATE OF cell, id, recorded_at, effective_on, kind, reason, memo, place, party,
    subject, target, until, lane, seq, hash ON entry
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting
BEGIN SELECT RAISE(ABORT, 'postings are never changed'); END;
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting
BEGIN SELECT RAISE(ABORT, 'postings are never deleted'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit_record
BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_record
BEGIN SELECT RAISE(ABORT, 'the audit is never deleted'); END;
