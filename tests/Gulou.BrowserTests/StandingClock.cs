namespace Gulou.BrowserTests;

/// <summary>A clock that shows the same time until it is moved; waits are as long as ever.</summary>
internal sealed class StandingClock : TimeProvider
{
    private long ticks = System.GetUtcNow().Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Move(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
