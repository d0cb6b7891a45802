using Gulou.Kernel.Values;

namespace Gulou.App.Demo;

/// <summary>The clock of the demo's made-up past: it stands where it was set and never goes back.</summary>
internal sealed class HistoryClock : TimeProvider
{
    private DateTimeOffset now = DateTimeOffset.UnixEpoch;

    /// <summary>Sets the clock to a civil day's hour in Asia/Shanghai, unless it is later already.</summary>
    public void Set(DateOnly day, double hour)
    {
        var time = Instant.StartOf(day).Plus(TimeSpan.FromHours(hour)).InShanghai;
        now = time > now ? time : now;
    }

    public override DateTimeOffset GetUtcNow() => now;
}
