using Gulou.Kernel.Audit;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Audit;

/// <summary>
/// Makes seals. A seal is no one's deed but bookkeeping over the audit itself, like a chain's head: it asks no command
/// path and leaves no audit record, else each seal would be the reason for the next.
/// </summary>
public sealed class Sealer(Database database, TimeProvider clock)
{
    /// <summary>
    /// Seals the chains that moved since the last seal; null when none did. Of two at once one fails: a number is given
    /// once.
    /// </summary>
    public async Task<Seal?> SealAsync(CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var moved = await db
            .LaneHeads.Where(l =>
                l.Seq
                > (
                    db.SealedHeads.Where(h => h.Cell == l.Cell && h.Lane == l.Lane)
                        .OrderByDescending(h => h.Seal)
                        .Select(h => (long?)h.Seq)
                        .FirstOrDefault()
                    ?? 0
                )
            )
            .OrderBy(l => l.Cell)
            .ThenBy(l => l.Lane)
            .Select(l => new SealedHead(l.Cell, l.Lane, l.Seq, l.Hash))
            .ToListAsync(cancellation);
        if (moved.Count == 0)
            return null;
        var last = await db.Seals.OrderByDescending(s => s.Number).FirstOrDefaultAsync(cancellation);
        var before = last is null ? Seal.Start : new Seal(last.Number, last.At, last.Hash);
        var seal = before.Next(Instant.Now(clock), moved, new Digest());
        db.Add(
            new SealRow
            {
                Number = seal.Number,
                At = seal.At,
                Hash = seal.Hash,
            }
        );
        db.AddRange(
            moved.Select(head => new SealedHeadRow
            {
                Cell = head.Cell,
                Lane = head.Lane,
                Seal = seal.Number,
                Seq = head.Seq,
                Hash = head.Hash,
            })
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return seal;
    }
}
