using Gulou.Kernel.Values;

namespace Gulou.Storage.Commands;

/// <summary>
/// The time of each group of records. Watched, it never goes back: a clock that is a little behind the newest record
/// stands still until it catches up, one that is far behind or far ahead is not believed, since with its times
/// deadlines would end on wrong days and records stand in wrong order.
/// </summary>
/// <param name="clock">The machine's.</param>
/// <param name="newest">The newest record's time at the start; null when the clock is not watched.</param>
internal sealed class RecordTimes(TimeProvider clock, Func<Task<Instant>>? newest)
{
    /// <summary>What a clock may be behind, as after it was set by the network's time.</summary>
    public static readonly TimeSpan MostBehind = TimeSpan.FromMinutes(5);

    /// <summary>What may pass without a record; signing in leaves one.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromDays(92);

    private readonly Lock gate = new();
    private Instant? last;

    /// <summary>The time of the next records.</summary>
    /// <param name="isAccepted">An operator said that the clock is right.</param>
    /// <exception cref="ClockException">The clock is not to be believed.</exception>
    public async Task<Instant> NextAsync(bool isAccepted)
    {
        var now = Instant.Now(clock);
        if (newest is null || isAccepted)
            return now;
        var first = last is null ? await newest() : default;
        lock (gate)
        {
            var before = last ??= first;
            if (before.Micros == 0)
                return now;
            if (now < before.Plus(-MostBehind) || now > before.Plus(MostAhead))
                throw new ClockException(before, now);
            return now < before ? before : now;
        }
    }

    /// <summary>Records of this time are on the disk.</summary>
    public void Recorded(Instant at, bool isAccepted)
    {
        lock (gate)
            last = isAccepted || last is null || at > last ? at : last;
    }
}

/// <summary>The machine's clock cannot be right; nothing is written.</summary>
/// <param name="newest">The newest record's time.</param>
/// <param name="now">What the clock says.</param>
public sealed class ClockException(Instant newest, Instant now)
    : Exception($"the clock says {now.InShanghai:O}, the newest record is of {newest.InShanghai:O}")
{
    public Instant Newest => newest;

    public Instant Now => now;
}
