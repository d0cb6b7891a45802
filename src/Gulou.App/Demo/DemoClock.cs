namespace Gulou.App.Demo;

/// <summary>
/// The machine's clock, ahead by as much as the demo was moved. It never goes back; production has no such clock.
/// </summary>
public sealed class DemoClock(TimeSpan ahead) : TimeProvider
{
    private long ticks = ahead.Ticks;

    public TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref ticks));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

    public void Move(TimeSpan by) => Interlocked.Add(ref ticks, Math.Max(0, by.Ticks));
}
