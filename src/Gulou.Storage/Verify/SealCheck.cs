using Gulou.Kernel.Audit;
using Gulou.Kernel.Values;
using Gulou.Storage.Audit;

namespace Gulou.Storage;

/// <summary>
/// Every seal from the seal before it and the heads it names, and every such head against the record it stands for;
/// then whether a printed seal is still this database's.
/// </summary>
internal sealed class SealCheck(Snapshot snapshot, Findings findings)
{
    private readonly Digest digest = new();
    private readonly HashSet<(int Cell, int Lane)> broken = [];

    /// <summary>Checks all seals; gives the heads that stood under the printed one, none without one.</summary>
    public async Task<IReadOnlyDictionary<(int Cell, int Lane), LaneHead>> RunAsync(PrintedSeal? printed)
    {
        var end = printed is null ? (Instant?)null : Instant.StartOf(printed.Day.AddDays(1));
        var heads = new Dictionary<(int Cell, int Lane), LaneHead>();
        var (before, ofDay) = (Seal.Start, Seal.Start);
        Seal? stored = null;
        var moved = new List<SealedHead>();
        await foreach (var row in snapshot.Read(VerificationSql.Seals))
        {
            if (stored is null || stored.Number != row.GetInt64(0))
            {
                (before, ofDay) = Check(stored, before, moved, end, heads, ofDay);
                moved.Clear();
                stored = new Seal(row.GetInt64(0), new Instant(row.GetInt64(1)), (byte[])row.GetValue(2));
            }
            if (row.IsDBNull(3))
                continue;
            var head = new SealedHead(row.GetInt32(3), row.GetInt32(4), row.GetInt64(5), (byte[])row.GetValue(6));
            moved.Add(head);
            CheckRecord(stored, head, row.IsDBNull(7) ? null : (byte[])row.GetValue(7));
        }
        (before, ofDay) = Check(stored, before, moved, end, heads, ofDay);
        findings.Count("seal", before.Number);
        if (printed is not null && ofDay.Code != printed.Code)
            findings.Fault(
                "seal.printed",
                $"seal of {printed.Day:yyyy-MM-dd}",
                $"{printed.Code} was printed, this database has {(ofDay.Number == 0 ? "none" : ofDay.Code)}"
            );
        return heads;
    }

    private (Seal Before, Seal OfDay) Check(
        Seal? stored,
        Seal before,
        List<SealedHead> moved,
        Instant? end,
        Dictionary<(int Cell, int Lane), LaneHead> heads,
        Seal ofDay
    )
    {
        if (stored is null)
            return (before, ofDay);
        findings.Equal("seal.number", $"seal {stored.Number}", stored.Number, before.Number + 1);
        if (stored.Number == before.Number + 1)
        {
            if (stored.At < before.At)
                findings.Fault("seal.time", $"seal {stored.Number}", "it is older than the one before it");
            else if (!before.Next(stored.At, moved, digest).Hash.AsSpan().SequenceEqual(stored.Hash))
                findings.Fault(
                    "seal.hash",
                    $"seal {stored.Number}",
                    "what it seals, or the seal before it, is not what was sealed"
                );
        }
        if (end is { } limit && stored.At < limit)
        {
            foreach (var head in moved)
                heads[(head.Cell, head.Lane)] = new LaneHead(head.Seq, head.Hash);
            ofDay = stored;
        }
        return (stored, ofDay);
    }

    /// <summary>One fault is named once in a chain, not again by every later seal.</summary>
    private void CheckRecord(Seal seal, SealedHead head, byte[]? hash)
    {
        if (hash is not null && hash.AsSpan().SequenceEqual(head.Hash))
            return;
        if (!broken.Add((head.Cell, head.Lane)))
            return;
        findings.Fault(
            "seal.record",
            $"cell {head.Cell} lane {head.Lane} seq {head.Seq}",
            hash is null
                ? $"seal {seal.Number} of {seal.At.InShanghai:yyyy-MM-dd HH:mm} covers it, and it is gone"
                : $"it is not what seal {seal.Number} of {seal.At.InShanghai:yyyy-MM-dd HH:mm} covers"
        );
    }
}
