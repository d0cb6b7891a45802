using System.Data.Common;
using Gulou.Kernel.Audit;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Values;
using Gulou.Storage.Audit;
using Gulou.Storage.Model;

namespace Gulou.Storage;

/// <summary>Something that is not as it was written or does not add up.</summary>
/// <param name="Check">Which check found it, as a stable word.</param>
/// <param name="Thing">What it is about, named so that it can be looked up.</param>
/// <param name="Detail">What is there and what should be.</param>
public sealed record VerifyFault(string Check, string Thing, string Detail);

/// <summary>What there is of one kind.</summary>
public sealed record VerifyCount(string What, long Count);

/// <summary>The outcome of a verification.</summary>
/// <param name="Counts">What there is.</param>
/// <param name="Faults">The first faults; nobody reads more than these.</param>
/// <param name="FaultCount">How many there are in all.</param>
public sealed record VerifyReport(IReadOnlyList<VerifyCount> Counts, IReadOnlyList<VerifyFault> Faults, long FaultCount)
{
    public bool IsClean => FaultCount == 0;
}

/// <summary>
/// Recomputes all that can be recomputed: balances, holds, running balances, hashes, chains, sums. Rows are read in the
/// order of their keys and never kept, from one snapshot, with the same SQL on both databases; others may write
/// meanwhile.
/// </summary>
public sealed class Verification
{
    private readonly Database database;
    private readonly Snapshot snapshot;
    private readonly IProgress<string>? progress;
    private readonly CancellationToken cancellation;
    private readonly Findings findings = new();
    private readonly Digest digest = new();

    private Verification(
        Database database,
        Snapshot snapshot,
        IProgress<string>? progress,
        CancellationToken cancellation
    )
    {
        this.database = database;
        this.snapshot = snapshot;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /// <summary>Verifies a database; the progress names each step as it begins.</summary>
    /// <param name="database">What is verified.</param>
    /// <param name="progress">Told each step's name.</param>
    /// <param name="printed">A seal someone has on paper: is today's past still the one it stands for?</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<VerifyReport> Verify(
        Database database,
        IProgress<string>? progress = null,
        PrintedSeal? printed = null,
        CancellationToken cancellation = default
    )
    {
        await using var snapshot = await Snapshot.OpenAsync(database, cancellation);
        var verification = new Verification(database, snapshot, progress, cancellation);
        await verification.RunAsync(printed);
        return verification.findings.Report;
    }

    /// <summary>
    /// Verifies only what came after a printed seal, for every day: everything before is taken as good if the seal is
    /// still this database's. Balances and registers are left to the whole verification.
    /// </summary>
    public static async Task<VerifyReport> VerifySince(
        Database database,
        PrintedSeal since,
        IProgress<string>? progress = null,
        CancellationToken cancellation = default
    )
    {
        await using var snapshot = await Snapshot.OpenAsync(database, cancellation);
        var verification = new Verification(database, snapshot, progress, cancellation);
        await verification.RunSinceAsync(since);
        return verification.findings.Report;
    }

    private async Task RunAsync(PrintedSeal? printed)
    {
        await Step("counts", Counts);
        await Step("accounts", Accounts);
        await Step("entries", () => Entries(null));
        await Step("holds", Holds);
        await Step("units", Units);
        await Step("periods", Periods);
        await Step("audit", () => new ChainCheck(snapshot, findings, FromTheStart).RunAsync());
        await Step("seals", () => new SealCheck(snapshot, findings).RunAsync(printed));
        await Step("cases", () => new CaseCheck(snapshot, findings).RunAsync());
        await Step("people", People);
        await Step("population", Population);
        await Step("attachments", Attachments);
    }

    private async Task RunSinceAsync(PrintedSeal since)
    {
        var heads = FromTheStart;
        await Step("seals", async () => heads = await new SealCheck(snapshot, findings).RunAsync(since));
        // What would be taken as good is not: only the whole verification can tell how far it goes.
        if (!findings.Report.IsClean)
            return;
        var chains = new ChainCheck(snapshot, findings, heads);
        await Step("audit", chains.RunAsync);
        await Step("entries", () => Entries(chains.Lanes));
    }

    private static IReadOnlyDictionary<(int Cell, int Lane), LaneHead> FromTheStart { get; } =
        new Dictionary<(int Cell, int Lane), LaneHead>();

    private Task Step(string name, Func<Task> step)
    {
        progress?.Report(name);
        return step();
    }

    private async Task Counts()
    {
        await foreach (var row in Read(VerificationSql.Places))
            findings.Count($"places.{row.GetInt64(0)}", row.GetInt64(1));
        foreach (var table in VerificationSql.Counted)
        {
            await foreach (var row in Read($"SELECT COUNT(*) FROM {table}"))
                findings.Count(table, row.GetInt64(0));
        }
    }

    /// <summary>
    /// Every account from its postings: balance, holds, versions, and each running balance on the way.
    /// </summary>
    private async Task Accounts()
    {
        Account? stored = null;
        Account sum = new();
        await foreach (var row in Read(VerificationSql.Postings))
        {
            if (stored is null || stored.Cell != row.GetInt32(0) || stored.Id != row.GetInt64(1))
            {
                Compare(stored, sum);
                stored = StoredAccount(row);
                sum = new Account();
            }
            if (row.IsDBNull(10))
                continue;
            var (amount, held) = (row.GetInt64(11), row.GetInt64(12));
            sum.Version++;
            sum.Balance = unchecked(sum.Balance + amount);
            // A hold adds what it holds on its side; every other kind takes that back, with the opposite sign.
            if (!row.IsDBNull(15) && row.GetInt32(15) != (int)EntryKind.Hold)
            {
                sum.HeldOut -= Math.Max(held, 0);
                sum.HeldIn -= Math.Max(-held, 0);
            }
            else
            {
                sum.HeldOut += Math.Max(-held, 0);
                sum.HeldIn += Math.Max(held, 0);
            }
            var posting = $"{Name(stored)} version {row.GetInt64(14)}";
            Equal("posting.version", posting, row.GetInt64(14), sum.Version);
            Equal("posting.balance", posting, row.GetInt64(13), sum.Balance);
            Equal("posting.unit", posting, row.GetInt64(10), stored.Unit);
            // One fault is named once, not again by everything after it.
            (sum.Balance, sum.Version) = (row.GetInt64(13), row.GetInt64(14));
        }
        Compare(stored, sum);
        await Each("posting.account", VerificationSql.PostingsWithoutAccount, "there is no such account");
    }

    private void Compare(Account? stored, Account sum)
    {
        if (stored is null)
            return;
        Equal("account.balance", Name(stored), stored.Balance, sum.Balance);
        Equal("account.held_out", Name(stored), stored.HeldOut, sum.HeldOut);
        Equal("account.held_in", Name(stored), stored.HeldIn, sum.HeldIn);
        Equal("account.version", Name(stored), stored.Version, sum.Version);
    }

    /// <summary>
    /// Every entry with its postings: per unit they sum to zero, and the hash is that of what is there.
    /// </summary>
    private async Task Entries(string? lanes)
    {
        RecordedEntry? recorded = null;
        byte[] hash = [];
        var postings = new List<Posting>();
        await foreach (var row in Read(VerificationSql.Entries(lanes)))
        {
            var id = Id(row, 1);
            if (recorded is null || recorded.Entry.Id != id || recorded.Entry.Cell != row.GetInt32(0))
            {
                Check(recorded, hash);
                postings.Clear();
                recorded = new RecordedEntry(StoredEntry(row, id), new Instant(row.GetInt64(2)), postings);
                hash = (byte[])row.GetValue(13);
            }
            if (!row.IsDBNull(14))
                postings.Add(
                    new Posting(
                        row.GetInt64(14),
                        row.GetInt64(15),
                        row.GetInt64(16),
                        row.GetInt64(17),
                        row.GetInt64(18),
                        row.GetInt64(19)
                    )
                );
        }
        Check(recorded, hash);
        if (lanes is null)
            await Each("posting.entry", VerificationSql.PostingsWithoutEntry, "there is no such entry");
    }

    private void Check(RecordedEntry? recorded, byte[] hash)
    {
        if (recorded is null)
            return;
        var name = $"entry {recorded.Entry.Cell}/{recorded.Entry.Id}";
        foreach (var unit in recorded.Postings.GroupBy(p => p.Unit))
        {
            Equal($"entry.sum", $"{name} unit {unit.Key}", Sum(unit, p => p.Amount), 0);
            Equal($"entry.held", $"{name} unit {unit.Key}", Sum(unit, p => p.Held), 0);
        }
        if (!recorded.Hash(digest).AsSpan().SequenceEqual(hash))
            Fault("entry.hash", name, "its content is not what was recorded");
    }

    private async Task Holds()
    {
        await Each("hold.missing", VerificationSql.HoldsMissing, "an open hold is not in the cache");
        await Each("hold.extra", VerificationSql.HoldsExtra, "the cache has what no open hold says");
    }

    private async Task Units()
    {
        await foreach (var row in Read(VerificationSql.Units))
            Fault("unit.sum", $"unit {row.GetInt64(1)} in cell {row.GetInt32(0)}", $"all accounts: {row.GetValue(2)}");
        await Each("transit", VerificationSql.Transit, "the entry in the other cell does not answer it");
    }

    /// <summary>Every closed month: its trial balance is the one it was closed with.</summary>
    private async Task Periods()
    {
        var closed = new Dictionary<(int Cell, long Place), Queue<(int Month, byte[] Digest)>>();
        await foreach (var row in Read(VerificationSql.Closed))
        {
            var books = (row.GetInt32(0), row.GetInt64(1));
            if (!closed.TryGetValue(books, out var months))
                closed[books] = months = new Queue<(int, byte[])>();
            months.Enqueue((row.GetInt32(2), (byte[])row.GetValue(3)));
        }
        var lines = new List<TrialLine>();
        var place = default((int Cell, long Place));
        await foreach (var row in Read(VerificationSql.Turnover))
        {
            var books = (row.GetInt32(0), row.GetInt64(1));
            if (books != place)
            {
                CheckClosed(closed, place, int.MaxValue, lines);
                lines.Clear();
                place = books;
            }
            CheckClosed(closed, place, row.GetInt32(2), lines);
            lines.Add(new TrialLine((AccountKind)row.GetInt32(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6)));
        }
        CheckClosed(closed, place, int.MaxValue, lines);
        foreach (var books in closed.Keys.ToList())
            CheckClosed(closed, books, int.MaxValue, []);
    }

    /// <summary>Checks a place's closed months before one, with all that moved up to it.</summary>
    private void CheckClosed(
        Dictionary<(int Cell, long Place), Queue<(int Month, byte[] Digest)>> closed,
        (int Cell, long Place) books,
        int before,
        List<TrialLine> lines
    )
    {
        if (!closed.TryGetValue(books, out var months))
            return;
        while (months.TryPeek(out var month) && month.Month < before)
        {
            months.Dequeue();
            if (!TrialBalance.Hash(TrialBalance.Sum(lines)).AsSpan().SequenceEqual(month.Digest))
                Fault(
                    "period.digest",
                    $"month {month.Month} of place {books.Cell}/{books.Place}",
                    "its trial balance is not the one it was closed with"
                );
        }
    }

    private async Task People()
    {
        await foreach (var row in Read(VerificationSql.Members))
            Equal(
                "household.members",
                $"household {row.GetInt32(0)}/{row.GetInt64(1)}",
                row.GetInt64(2),
                row.GetInt64(3)
            );
        await Each("person.identity", VerificationSql.PeopleWithoutIdentity, "its ID number is not registered to it");
        await Each("identity.person", VerificationSql.IdentitiesWithoutPerson, "no person has this ID number");
    }

    /// <summary>Every head count from the events, and the living from the records.</summary>
    private async Task Population()
    {
        await foreach (var row in Read(VerificationSql.Population))
        {
            var thing =
                $"cell {row.GetInt32(0)} village {row.GetInt64(1)} month {row.GetInt64(2)} kind {row.GetInt64(3)}";
            Equal("population.count", thing, row.GetInt64(4), row.GetInt64(5));
            Equal("population.late", thing, row.GetInt64(6), row.GetInt64(7));
        }
        await foreach (var row in Read(VerificationSql.PopulationBelow))
            Equal(
                "population.events",
                $"cell {row.GetInt32(0)} place {row.GetInt64(1)} {(row.GetInt64(2) == 0 ? "people" : "households")}",
                row.GetInt64(4),
                row.GetInt64(3)
            );
    }

    /// <summary>A query whose every row is a fault: its columns name the thing.</summary>
    private async Task Each(string check, string sql, string detail)
    {
        await foreach (var row in Read(sql))
        {
            var names = Enumerable
                .Range(0, row.FieldCount)
                .Select(i =>
                    $"{row.GetName(i)} {(row.GetValue(i) is byte[] { Length: 16 } ? Id(row, i) : row.GetValue(i))}"
                );
            Fault(check, string.Join(", ", names), detail);
        }
    }

    /// <summary>Every file a row refers to, by the hash it is named by.</summary>
    private async Task Attachments()
    {
        var files = new Attachments(database.AttachmentsFolder);
        foreach (var column in AttachmentColumn.AllOf(snapshot.Db.Model))
        {
            await foreach (var row in snapshot.Read(column.Rows))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!files.Verify(row.GetString(0)))
                    findings.Fault(
                        "attachment",
                        $"{row.GetString(0)} ({column.Table}.{column.Column})",
                        "the file is gone or is not what was stored"
                    );
            }
        }
    }

    private IAsyncEnumerable<DbDataReader> Read(string sql) => snapshot.Read(sql);

    private void Equal(string check, string thing, Int128 found, Int128 expected) =>
        findings.Equal(check, thing, found, expected);

    private void Fault(string check, string thing, string detail) => findings.Fault(check, thing, detail);

    private static Int128 Sum(IEnumerable<Posting> postings, Func<Posting, long> value) =>
        postings.Aggregate((Int128)0, (sum, posting) => sum + value(posting));

    private static string Name(Account a) =>
        $"account {a.Cell}/{a.Id} (owner {a.Owner}, kind {a.Kind}, unit {a.Unit}, lot {a.Lot})";

    internal static ClientId Id(DbDataReader row, int column) =>
        row.GetValue(column) switch
        {
            Guid value => new ClientId(value),
            var bytes => ClientId.FromBytes((byte[])bytes),
        };

    private static Account StoredAccount(DbDataReader row) =>
        new()
        {
            Cell = row.GetInt32(0),
            Id = row.GetInt64(1),
            Owner = row.GetInt64(2),
            Kind = (AccountKind)row.GetInt32(3),
            Unit = row.GetInt64(4),
            Lot = row.GetInt64(5),
            Balance = row.GetInt64(6),
            HeldOut = row.GetInt64(7),
            HeldIn = row.GetInt64(8),
            Version = row.GetInt64(9),
        };

    private static Entry StoredEntry(DbDataReader row, ClientId id) =>
        new()
        {
            Cell = row.GetInt32(0),
            Id = id,
            EffectiveOn = Day.FromNumber(row.GetInt32(3)),
            Kind = (EntryKind)row.GetInt32(4),
            Reason = row.GetString(5),
            Memo = row.GetString(6),
            Place = row.GetInt64(7),
            Scope = default,
            Party = row.IsDBNull(8) ? null : row.GetInt64(8),
            Subject = row.GetInt64(9),
            Target = row.IsDBNull(10) ? null : Id(row, 10),
            Until = row.IsDBNull(11) ? null : new Instant(row.GetInt64(11)),
            Bearer = row.IsDBNull(12) ? null : row.GetInt64(12),
        };
}
