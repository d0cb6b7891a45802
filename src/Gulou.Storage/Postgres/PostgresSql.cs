namespace Gulou.Storage.Postgres;

/// <summary>The hot path's statements. Every parameter is an array, one a column.</summary>
internal static class PostgresSql
{
    /// <summary>
    /// Writers look things up by key. A statement prepared while a table was new must not go on scanning it when it has
    /// grown.
    /// </summary>
    public const string LookUpByKey = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";

    public const string TakeLane =
        "SELECT lane FROM generate_series(1, 1000000) lane WHERE pg_try_advisory_lock($1, lane) LIMIT 1";

    public const string FindCommands = """
        SELECT a.cell, a.command_id, a.content, a.subject
        FROM unnest($1, $2) AS c (cell, id)
        JOIN audit_record a ON a.cell = c.cell AND a.command_id = c.id
        """;

    private const string AccountColumns = """
        a.cell, a.id, a.owner, a.kind, a.unit, a.lot, a.scope, a.limits, a.balance, a.held_out, a.held_in, a.version,
        a.next_expiry
        """;

    /// <summary>
    /// Accounts by id, all lots of some, and those of some entries; together and in the order of their keys, so that
    /// writers wait for each other and do not deadlock.
    /// </summary>
    public const string LockAccounts = """
        WITH wanted AS MATERIALIZED (
            SELECT cell, id FROM unnest($1, $2) AS w (cell, id)
            UNION
            SELECT a.cell, a.id
            FROM unnest($3, $4, $5, $6) AS l (cell, owner, kind, unit)
            JOIN account a ON a.cell = l.cell AND a.owner = l.owner AND a.kind = l.kind AND a.unit = l.unit
            UNION
            SELECT p.cell, p.account
            FROM unnest($7, $8) AS e (cell, id)
            JOIN posting p ON p.cell = e.cell AND p.entry = e.id
        ), locked AS (
            SELECT 1
            FROM wanted w
            JOIN account a ON a.cell = w.cell AND a.id = w.id
            ORDER BY a.cell, a.id
            FOR UPDATE OF a
        )
        SELECT count(*) FROM locked
        """;

    public const string FindAccounts = $"""
        SELECT {AccountColumns}
        FROM unnest($1, $2) AS w (cell, id)
        JOIN account a ON a.cell = w.cell AND a.id = w.id
        """;

    public const string FindLots = $"""
        SELECT {AccountColumns}
        FROM unnest($1, $2, $3, $4) AS l (cell, owner, kind, unit)
        JOIN account a ON a.cell = l.cell AND a.owner = l.owner AND a.kind = l.kind AND a.unit = l.unit
        """;

    public const string FindAccountsOfEntries = $"""
        SELECT {AccountColumns}
        FROM unnest($1, $2) AS e (cell, id)
        JOIN posting p ON p.cell = e.cell AND p.entry = e.id
        JOIN account a ON a.cell = p.cell AND a.id = p.account
        """;

    public const string FindEntries = """
        SELECT p.n, e.cell, e.id, e.effective_on, e.kind, e.reason, e.memo, e.place, e.scope, e.party, e.subject,
            e.target, e.until, e.recorded_at,
            (SELECT c.id FROM entry c WHERE c.cell = e.cell AND c.target = e.id),
            p.account, p.unit, p.amount, p.held, p.balance, p.version, e.bearer
        FROM unnest($1, $2) AS w (cell, id)
        JOIN entry e ON e.cell = w.cell AND e.id = w.id
        JOIN posting p ON p.cell = e.cell AND p.entry = e.id
        ORDER BY e.cell, e.id, p.n
        """;

    /// <summary>
    /// Whoever writes into an earlier month, and whoever closes one, waits for the other. Before the reading, which
    /// then sees what the other did.
    /// </summary>
    public const string LockBooks = "SELECT count(pg_advisory_xact_lock(place)) FROM unnest($1) AS b (place)";

    public const string FindClosed = """
        SELECT b.cell, b.place,
            (SELECT max(m.month) FROM closed_month m
             WHERE m.cell = b.cell AND m.place = b.place AND m.reopened_at IS NULL)
        FROM unnest($1, $2) AS b (cell, place)
        """;

    public const string FindTimedHolds = """
        SELECT h.cell, h.account, h.entry, h.until
        FROM unnest($1, $2) AS a (cell, id)
        JOIN hold h ON h.cell = a.cell AND h.account = a.id
        WHERE h.until IS NOT NULL
        """;

    public const string FindHeads = """
        SELECT h.cell, h.seq, h.hash
        FROM lane_head h
        JOIN unnest($1, $2) AS l (cell, lane) ON l.cell = h.cell AND l.lane = h.lane
        """;

    public const string AddAccounts = """
        INSERT INTO account (cell, id, owner, kind, unit, lot, scope, limits, balance, held_out, held_in, version,
            next_expiry)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    public const string UpdateAccounts = """
        UPDATE account a
        SET balance = u.balance, held_out = u.held_out, held_in = u.held_in, version = u.version,
            next_expiry = u.next_expiry
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
            AS u (cell, id, read, balance, held_out, held_in, version, next_expiry)
        WHERE a.cell = u.cell AND a.id = u.id AND a.version = u.read
        """;

    public const string AddEntries = """
        INSERT INTO entry (cell, id, recorded_at, effective_on, kind, reason, memo, place, scope, party, subject,
            target, bearer, until, lane, seq, hash)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """;

    public const string AddPostings = """
        INSERT INTO posting (cell, entry, n, account, unit, amount, held, balance, version)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    public const string AddHolds = """
        INSERT INTO hold (cell, account, entry, amount, until)
        SELECT * FROM unnest($1, $2, $3, $4, $5)
        """;

    public const string EndHolds = """
        DELETE FROM hold h
        USING unnest($1, $2, $3) AS e (cell, account, id)
        WHERE h.cell = e.cell AND h.account = e.account AND h.entry = e.id
        """;

    public const string AddAudit = """
        INSERT INTO audit_record (cell, lane, seq, at, person_id, appointment_id, verb, place, subject, command_id,
            content, written, hash)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    public const string SetHeads = """
        INSERT INTO lane_head (cell, lane, seq, hash, at)
        SELECT * FROM unnest($1, $2, $3, $4, $5)
        ON CONFLICT (cell, lane) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, at = excluded.at
        """;
}
