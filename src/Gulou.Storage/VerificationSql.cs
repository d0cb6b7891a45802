namespace Gulou.Storage;

/// <summary>What verification reads: one text for both databases.</summary>
internal static class VerificationSql
{
    public static readonly string[] Counted =
    [
        "household",
        "person",
        "login",
        "appointment",
        "account",
        "entry",
        "posting",
        "audit_record",
        "case_record",
        "case_log_line",
    ];

    /// <summary>Places that stand, by level 1 to 7 as their keys have it.</summary>
    public const string Places = """
        SELECT level, COUNT(*) FROM (
            SELECT CASE
                WHEN key % 10000000000000000 = 0 THEN 1
                WHEN key % 100000000000000 = 0 THEN 2
                WHEN key % 1000000000000 = 0 THEN 3
                WHEN key % 1000000000 = 0 THEN 4
                WHEN key % 1000000 = 0 THEN 5
                WHEN key % 1000 = 0 THEN 6
                ELSE 7 END AS level
            FROM (
                SELECT key FROM division WHERE "to" IS NULL
                UNION ALL
                SELECT key FROM grid WHERE "to" IS NULL) AS keys) AS levels
        GROUP BY level ORDER BY level
        """;

    public const string Postings = """
        SELECT a.cell, a.id, a.owner, a.kind, a.unit, a.lot, a.balance, a.held_out, a.held_in, a.version,
            p.unit, p.amount, p.held, p.balance, p.version,
            CASE WHEN p.held <> 0 THEN (SELECT e.kind FROM entry e WHERE e.cell = p.cell AND e.id = p.entry) END
        FROM account a
        LEFT JOIN posting p ON p.cell = a.cell AND p.account = a.id
        ORDER BY a.cell, a.id, p.version
        """;

    public const string PostingsWithoutAccount = """
        SELECT p.cell AS cell, p.account AS account, p.entry AS entry FROM posting p
        WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.cell = p.cell AND a.id = p.account)
        """;

    /// <summary>Entries with their postings: all, or those after where each chain stood.</summary>
    public static string Entries(string? lanes) =>
        $"""
            {Since(lanes)}
            SELECT e.cell, e.id, e.recorded_at, e.effective_on, e.kind, e.reason, e.memo, e.place, e.party, e.subject,
                e.target, e.until, e.bearer, e.hash, p.account, p.unit, p.amount, p.held, p.balance, p.version
            FROM entry e {After(lanes, "e")}
            LEFT JOIN posting p ON p.cell = e.cell AND p.entry = e.id
            ORDER BY e.cell, e.id, p.n
            """;

    public const string PostingsWithoutEntry = """
        SELECT DISTINCT p.cell AS cell, p.entry AS entry FROM posting p
        WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.cell = p.cell AND e.id = p.entry)
        """;

    /// <summary>Legs of holds nobody settled, without their row in the cache.</summary>
    public const string HoldsMissing = """
        SELECT p.cell AS cell, p.entry AS entry, p.account AS account
        FROM entry e
        JOIN posting p ON p.cell = e.cell AND p.entry = e.id
        WHERE e.kind = 2
        AND NOT EXISTS (SELECT 1 FROM entry c WHERE c.cell = e.cell AND c.target = e.id)
        AND NOT EXISTS (
            SELECT 1 FROM hold h
            WHERE h.cell = p.cell AND h.account = p.account AND h.entry = p.entry AND h.amount = p.held
            AND COALESCE(h.until, 0) = COALESCE(e.until, 0))
        """;

    public const string HoldsExtra = """
        SELECT h.cell AS cell, h.entry AS entry, h.account AS account
        FROM hold h
        WHERE EXISTS (SELECT 1 FROM entry c WHERE c.cell = h.cell AND c.target = h.entry)
        OR NOT EXISTS (
            SELECT 1 FROM posting p JOIN entry e ON e.cell = p.cell AND e.id = p.entry
            WHERE p.cell = h.cell AND p.entry = h.entry AND p.account = h.account AND e.kind = 2)
        """;

    public const string Units =
        "SELECT cell, unit, SUM(balance) FROM account GROUP BY cell, unit HAVING SUM(balance) <> 0";

    /// <summary>
    /// What went from one cell to another: each entry with a leg in transit, and what the entry of the same id in the
    /// other cell has there. Both together are nothing.
    /// </summary>
    public const string Transit = """
        SELECT p.cell AS cell, p.entry AS entry, a.owner AS other_cell
        FROM account a
        JOIN posting p ON p.cell = a.cell AND p.account = a.id
        WHERE a.kind = 9 AND p.amount + COALESCE((
            SELECT SUM(q.amount) FROM posting q JOIN account b ON b.cell = q.cell AND b.id = q.account
            WHERE q.cell = a.owner AND q.entry = p.entry AND b.kind = 9 AND b.owner = p.cell), 0) <> 0
        """;

    /// <summary>What moved in each month, of places that closed one.</summary>
    public const string Turnover = """
        SELECT e.cell, e.place, e.effective_on / 100, a.kind, p.unit,
            CAST(SUM(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END) AS BIGINT),
            CAST(SUM(CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END) AS BIGINT)
        FROM entry e
        JOIN posting p ON p.cell = e.cell AND p.entry = e.id
        JOIN account a ON a.cell = p.cell AND a.id = p.account
        WHERE EXISTS (SELECT 1 FROM closed_month m WHERE m.cell = e.cell AND m.place = e.place)
        GROUP BY e.cell, e.place, e.effective_on / 100, a.kind, p.unit
        ORDER BY e.cell, e.place, e.effective_on / 100
        """;

    public const string Closed = """
        SELECT cell, place, month / 100, digest FROM closed_month
        WHERE reopened_at IS NULL
        ORDER BY cell, place, month
        """;

    public const string Heads = "SELECT cell, lane, seq, hash FROM lane_head";

    /// <summary>All records in the order of their chains, or those after where each chain stood.</summary>
    public static string Audit(string? lanes) =>
        $"""
            {Since(lanes)}
            SELECT a.cell, a.lane, a.seq, a.at, a.person_id, a.appointment_id, a.verb, a.place, a.subject, a.command_id,
                a.content, a.written, a.hash
            FROM audit_record a {After(lanes, "a")}
            ORDER BY a.cell, a.lane, a.seq
            """;

    /// <summary>
    /// The entries in the order of the records they were written with. No index serves it, since every entry would pay
    /// for one that only verification reads: the database sorts, beyond its memory on disk.
    /// </summary>
    public static string EntriesByRecord(string? lanes) =>
        $"""
            {Since(lanes)}
            SELECT e.cell, e.lane, e.seq, e.id, e.hash, e.recorded_at
            FROM entry e {After(lanes, "e")}
            ORDER BY e.cell, e.lane, e.seq, e.id
            """;

    /// <summary>
    /// The last line each command wrote into a case's log, in the order of the records they were written with.
    /// </summary>
    public static string CaseLinesByRecord(string? lanes) =>
        $"""
            {Since(lanes)}
            SELECT a.cell, a.lane, a.seq, l.hash
            FROM case_log_line l
            JOIN audit_record a ON a.cell = l.cell AND a.command_id = l.command
            LEFT JOIN case_log_line n
                ON n.cell = l.cell AND n.case_id = l.case_id AND n.seq = l.seq + 1 AND n.command = l.command
            {After(lanes, "a")} {(lanes is null ? "WHERE" : "AND")} n.cell IS NULL
            ORDER BY a.cell, a.lane, a.seq
            """;

    public const string CaseLinesWithoutAudit = """
        SELECT l.cell, l.case_id
        FROM case_log_line l
        LEFT JOIN audit_record a ON a.cell = l.cell AND a.command_id = l.command
        WHERE a.cell IS NULL
        """;

    public const string CasesWithoutLog = """
        SELECT c.cell, c.id
        FROM case_record c
        LEFT JOIN case_log_line l ON l.cell = c.cell AND l.case_id = c.id AND l.seq = 1
        WHERE l.cell IS NULL
        """;

    public const string CasesThatWaitForNothing = """
        SELECT c.cell, c.id
        FROM case_record c
        WHERE c."end" = 0
            AND NOT EXISTS (SELECT 1 FROM case_wait w WHERE w.cell = c.cell AND w.case_id = c.id)
        """;

    public const string WaitsOfOtherRounds = """
        SELECT c.cell, c.id
        FROM case_wait w
        JOIN case_record c ON c.cell = w.cell AND c.id = w.case_id
        WHERE c."end" <> 0 OR c.round <> w.round
        """;

    /// <summary>Each secret count with its sum and how many gave a word.</summary>
    public const string Ballots = """
        SELECT b.cell, b.case_id, b.step, b.round, b."for" + b.against + b.abstain,
            (SELECT COUNT(*) FROM case_sign s
                WHERE s.cell = b.cell AND s.case_id = b.case_id AND s.step = b.step AND s.round = b.round)
        FROM case_ballot b
        """;

    /// <summary>Each seal with the heads it names and the records' hashes today.</summary>
    public const string Seals = """
        SELECT s.number, s.at, s.hash, h.cell, h.lane, h.seq, h.hash, a.hash
        FROM seal s
        LEFT JOIN sealed_head h ON h.seal = s.number
        LEFT JOIN audit_record a ON a.cell = h.cell AND a.lane = h.lane AND a.seq = h.seq
        ORDER BY s.number, h.cell, h.lane
        """;

    public const string Members = """
        SELECT h.cell, h.id, h.members, COALESCE(p.living, 0)
        FROM household h
        LEFT JOIN (
            SELECT cell, household_id, COUNT(*) AS living FROM person WHERE "to" IS NULL GROUP BY cell, household_id
        ) p ON p.cell = h.cell AND p.household_id = h.id
        WHERE h.members <> COALESCE(p.living, 0)
        """;

    public const string PeopleWithoutIdentity = """
        SELECT p.cell AS cell, p.id AS person FROM person p
        WHERE p.id_hash IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM identity i WHERE i.id_hash = p.id_hash AND i.cell = p.cell AND i.person_id = p.id)
        """;

    public const string IdentitiesWithoutPerson = """
        SELECT i.cell AS cell, i.person_id AS person FROM identity i
        WHERE NOT EXISTS (
            SELECT 1 FROM person p WHERE p.cell = i.cell AND p.id = i.person_id AND p.id_hash = i.id_hash)
        -- A list that is being entered whole holds the numbers of all its people before they are there.
        AND NOT EXISTS (SELECT 1 FROM people_import l WHERE l.cell = i.cell AND l.mode = 1 AND l.state IN (4, 5))
        """;

    /// <summary>
    /// Head counts that are not what the events add up to, by village, month and kind; the number of today is month 0.
    /// Going from place to place within a village (kinds 9, 10, 106, 107) changes none.
    /// </summary>
    public const string Population = """
        SELECT cell, village, month, kind, CAST(SUM(kept) AS BIGINT), CAST(SUM(told) AS BIGINT),
            CAST(SUM(kept_late) AS BIGINT), CAST(SUM(told_late) AS BIGINT)
        FROM (
            SELECT cell, scope AS village, month, kind, count AS kept, 0 AS told, late AS kept_late, 0 AS told_late
            FROM population_count
            UNION ALL
            SELECT cell, scope - scope % 1000000, "on" / 100, kind, 0, CASE WHEN late THEN 0 ELSE change END,
                0, CASE WHEN late THEN change ELSE 0 END
            FROM person_event WHERE change <> 0 AND kind NOT IN (9, 10)
            UNION ALL
            SELECT cell, scope - scope % 1000000, "on" / 100, kind, 0, CASE WHEN late THEN 0 ELSE change END,
                0, CASE WHEN late THEN change ELSE 0 END
            FROM household_event WHERE change <> 0 AND kind NOT IN (106, 107)
            UNION ALL
            SELECT cell, scope - scope % 1000000, 0, 0, 0, 1, 0, 0
            FROM person WHERE "to" IS NULL AND household_id IS NOT NULL
            UNION ALL
            SELECT cell, scope - scope % 1000000, 0, 100, 0, 1, 0, 0 FROM household WHERE "to" IS NULL) AS counts
        GROUP BY cell, village, month, kind
        HAVING SUM(kept) <> SUM(told) OR SUM(kept_late) <> SUM(told_late)
        """;

    /// <summary>People and households of a grid or unit that its events do not add up to.</summary>
    public const string PopulationBelow = """
        SELECT cell, scope, is_household, CAST(SUM(standing) AS BIGINT), CAST(SUM(told) AS BIGINT) FROM (
            SELECT cell, scope, 0 AS is_household, 0 AS standing, change AS told FROM person_event WHERE change <> 0
            UNION ALL
            SELECT cell, scope, 0, 1, 0 FROM person WHERE "to" IS NULL AND household_id IS NOT NULL
            UNION ALL
            SELECT cell, scope, 1, 0, change FROM household_event WHERE change <> 0
            UNION ALL
            SELECT cell, scope, 1, 1, 0 FROM household WHERE "to" IS NULL) AS counts
        GROUP BY cell, scope, is_household
        HAVING SUM(standing) <> SUM(told)
        """;

    private static string Since(string? lanes) =>
        lanes is null ? "" : $"WITH since (cell, lane, seq) AS (VALUES {lanes})";

    private static string After(string? lanes, string rows) =>
        lanes is null ? "" : $"JOIN since s ON s.cell = {rows}.cell AND s.lane = {rows}.lane AND {rows}.seq > s.seq";
}
