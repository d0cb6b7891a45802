using Gulou.Kernel.Audit;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Audit;

/// <summary>A seal as someone has it on paper.</summary>
/// <param name="Day">The day it stands for, in Asia/Shanghai.</param>
/// <param name="Code">Its code, as <see cref="SealCode.Read"/> gives it.</param>
public sealed record PrintedSeal(DateOnly Day, string Code)
{
    /// <summary>Reads <c>CODE@2026-11-22</c>; null for anything else.</summary>
    public static PrintedSeal? Read(string text) =>
        text.Split('@') is [var code, var day]
        && SealCode.Read(code) is { } good
        && DateOnly.TryParseExact(day.Trim(), "yyyy-MM-dd", out var on)
            ? new PrintedSeal(on, good)
            : null;
}

/// <summary>Finds seals.</summary>
public sealed class SealReader(Database database)
{
    /// <summary>The newest seal; null before the first.</summary>
    public Task<Seal?> LatestAsync(CancellationToken cancellation = default) => LastAsync(seals => seals, cancellation);

    /// <summary>
    /// The seal of a day: the last one made before the day ended. It is the day's for ever once the day is over.
    /// </summary>
    public Task<Seal?> OfDayAsync(DateOnly day, CancellationToken cancellation = default)
    {
        var end = Instant.StartOf(day.AddDays(1));
        return LastAsync(seals => seals.Where(s => s.At < end), cancellation);
    }

    private async Task<Seal?> LastAsync(
        Func<IQueryable<SealRow>, IQueryable<SealRow>> among,
        CancellationToken cancellation
    )
    {
        await using var db = database.NewContext();
        var row = await among(db.Seals)
            .OrderByDescending(s => s.At)
            .ThenByDescending(s => s.Number)
            .FirstOrDefaultAsync(cancellation);
        return row is null ? null : new Seal(row.Number, row.At, row.Hash);
    }
}
