using Gulou.Kernel.Values;
using Gulou.Storage.Model;

namespace Gulou.Storage.Ledger;

/// <summary>How the books stood: what was known at a time, of days up to one.</summary>
/// <param name="KnownAt">Nothing recorded later.</param>
/// <param name="EffectiveOn">Nothing that counts for a later day.</param>
public readonly record struct AsOf(Instant KnownAt, DateOnly EffectiveOn)
{
    /// <summary>As they stand now.</summary>
    public static AsOf Now { get; } = new(new Instant(long.MaxValue), DateOnly.MaxValue);

    /// <summary>What was recorded until a time.</summary>
    public static AsOf At(Instant time) => Now with { KnownAt = time };

    /// <summary>What counts for days up to one, whenever it was recorded.</summary>
    public static AsOf EndOf(DateOnly day) => Now with { EffectiveOn = day };

    /// <summary>The entries that are in it.</summary>
    internal IQueryable<EntryRow> Cut(IQueryable<EntryRow> entries)
    {
        if (this == Now)
            return entries;
        var (known, day) = (KnownAt, EffectiveOn);
        return entries.Where(e => e.RecordedAt <= known && e.EffectiveOn <= day);
    }
}
