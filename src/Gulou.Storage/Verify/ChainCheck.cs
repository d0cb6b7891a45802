using System.Data.Common;
using System.Globalization;
using Gulou.Kernel.Audit;
using Gulou.Kernel.Values;
using Gulou.Storage.Settings;

namespace Gulou.Storage;

/// <summary>
/// Every audit chain, record after record, with the entries and the lines of cases each was written with; then the
/// heads. Streams in the same order are merged: nothing is kept.
/// </summary>
/// <param name="snapshot">What is read.</param>
/// <param name="findings">What is found.</param>
/// <param name="since">
/// Where each chain was known to be right: only what came after is read. Empty for everything.
/// </param>
internal sealed class ChainCheck(
    Snapshot snapshot,
    Findings findings,
    IReadOnlyDictionary<(int Cell, int Lane), LaneHead> since
)
{
    private const int MostSteps = 1000;

    private readonly Digest digest = new();
    private readonly List<byte[]> written = [];
    private readonly List<(AuditRecord Record, Instant Before)> stepsBack = [];
    private readonly List<Instant> clockSet = [];

    /// <summary>The chains and from where they are read, as rows of SQL; null for everything.</summary>
    public string? Lanes { get; private set; }

    public async Task RunAsync()
    {
        var heads = new Dictionary<(int Cell, int Lane), LaneHead>();
        await foreach (var row in snapshot.Read(VerificationSql.Heads))
            heads[(row.GetInt32(0), row.GetInt32(1))] = new LaneHead(row.GetInt64(2), (byte[])row.GetValue(3));
        Lanes = LanesOf(heads);
        var entries = snapshot.Read(VerificationSql.EntriesByRecord(Lanes)).GetAsyncEnumerator();
        var lines = snapshot.Read(VerificationSql.CaseLinesByRecord(Lanes)).GetAsyncEnumerator();
        await using (entries)
        await using (lines)
        {
            var hasEntry = await entries.MoveNextAsync();
            var hasLine = await lines.MoveNextAsync();
            AuditRecord? last = null;
            var before = LaneHead.Start;
            await foreach (var row in snapshot.Read(VerificationSql.Audit(Lanes)))
            {
                var record = Stored(row);
                if (last is null || last.Cell != record.Cell || last.Lane != record.Lane)
                {
                    CheckHead(heads, last);
                    (last, before) = (null, since.GetValueOrDefault((record.Cell, record.Lane), LaneHead.Start));
                }
                while (hasEntry && Order(entries.Current, record) <= 0)
                {
                    if (Order(entries.Current, record) < 0)
                        Orphan(entries.Current);
                    else
                        Take(entries.Current, record);
                    hasEntry = await entries.MoveNextAsync();
                }
                while (hasLine && Order(lines.Current, record) <= 0)
                {
                    if (Order(lines.Current, record) == 0)
                        written.Add((byte[])lines.Current.GetValue(3));
                    hasLine = await lines.MoveNextAsync();
                }
                Check(record, before, last);
                (last, before) = (record, new LaneHead(record.Seq, record.Hash));
            }
            CheckHead(heads, last);
            for (; hasEntry; hasEntry = await entries.MoveNextAsync())
                Orphan(entries.Current);
        }
        foreach (var ((cell, lane), head) in heads)
        {
            var from = since.GetValueOrDefault((cell, lane), LaneHead.Start);
            if (from.Seq != head.Seq || !from.Hash.AsSpan().SequenceEqual(head.Hash))
                findings.Fault(
                    "audit.head",
                    $"cell {cell} lane {lane}",
                    $"ends at seq {head.Seq}, and there is no record"
                );
        }
        NameStepsBack();
    }

    private string? LanesOf(Dictionary<(int Cell, int Lane), LaneHead> heads) =>
        since.Count == 0
            ? null
            : string.Join(
                ", ",
                heads
                    .Keys.Concat(since.Keys)
                    .Distinct()
                    .Select(l =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"({l.Cell}, {l.Lane}, {since.GetValueOrDefault(l, LaneHead.Start).Seq})"
                        )
                    )
            );

    private void Check(AuditRecord record, LaneHead before, AuditRecord? last)
    {
        findings.Equal("audit.seq", Name(record), record.Seq, before.Seq + 1);
        foreach (var hash in written)
            digest.Add(hash);
        var found = written.Count == 0 ? [] : digest.Take();
        written.Clear();
        if (!found.AsSpan().SequenceEqual(record.Written))
            findings.Fault(
                "audit.written",
                Name(record),
                "its entries, or its lines of a case, are not those it was written with"
            );
        if (record.Seq == before.Seq + 1 && !record.Chained(before.Hash, digest).AsSpan().SequenceEqual(record.Hash))
            findings.Fault(
                "audit.hash",
                Name(record),
                "its content, or the record before it, is not what was recorded"
            );
        if (last is not null && record.At < last.At && stepsBack.Count < MostSteps)
            stepsBack.Add((record, last.At));
        if (record.Verb == AcceptClock.Word)
            clockSet.Add(record.At);
    }

    private void Take(DbDataReader entry, AuditRecord record)
    {
        written.Add((byte[])entry.GetValue(4));
        if (entry.GetInt64(5) != record.At.Micros)
            findings.Fault("entry.time", EntryName(entry), $"its time is not that of its record, {Name(record)}");
    }

    private void Orphan(DbDataReader entry) =>
        findings.Fault("entry.audit", EntryName(entry), "there is no audit record of it");

    private void CheckHead(Dictionary<(int Cell, int Lane), LaneHead> heads, AuditRecord? last)
    {
        if (last is null)
            return;
        heads.Remove((last.Cell, last.Lane), out var head);
        if (head.Seq != last.Seq || !last.Hash.AsSpan().SequenceEqual(head.Hash))
            findings.Fault(
                "audit.head",
                $"cell {last.Cell} lane {last.Lane}",
                $"ends at seq {head.Seq}, the chain at {last.Seq}"
            );
    }

    /// <summary>
    /// Within a chain time goes back only where an operator set a wrong clock right, and said so.
    /// </summary>
    private void NameStepsBack()
    {
        foreach (var (record, before) in stepsBack)
        {
            if (!clockSet.Exists(set => set <= record.At && set < before))
                findings.Fault("audit.time", Name(record), "it is older than the record before it");
        }
    }

    private static int Order(DbDataReader entry, AuditRecord record) =>
        (entry.GetInt32(0), entry.GetInt32(1), entry.GetInt64(2)).CompareTo((record.Cell, record.Lane, record.Seq));

    private static string Name(AuditRecord a) => $"cell {a.Cell} lane {a.Lane} seq {a.Seq}";

    private static string EntryName(DbDataReader entry) => $"entry {entry.GetInt32(0)}/{Verification.Id(entry, 3)}";

    private static AuditRecord Stored(DbDataReader row) =>
        new()
        {
            Cell = row.GetInt32(0),
            Lane = row.GetInt32(1),
            Seq = row.GetInt64(2),
            At = new Instant(row.GetInt64(3)),
            PersonId = row.GetInt64(4),
            AppointmentId = row.GetInt64(5),
            Verb = row.GetString(6),
            Place = new(row.GetInt64(7)),
            Subject = row.GetInt64(8),
            CommandId = Verification.Id(row, 9),
            Content = (byte[])row.GetValue(10),
            Written = (byte[])row.GetValue(11),
            Hash = (byte[])row.GetValue(12),
        };
}
