namespace Gulou.App.Demo;

/// <summary>What a running site knows of the demo: its clock, its sign-ins, how far the filling has come.</summary>
public sealed class DemoSite(DemoRun? run)
{
    /// <summary>Not a demo.</summary>
    public static DemoSite None { get; } = new(null);

    /// <summary>The clock that may be moved; null in production.</summary>
    public DemoClock? Clock { get; init; }

    public bool IsDemo => Clock is not null;

    /// <summary>Sign-ins to offer, once they exist.</summary>
    public IReadOnlyList<DemoLogin> Logins { get; set; } = [];

    /// <summary>How far the township's filling has come; null when it is done.</summary>
    public FillProgress? Filling { get; set; }

    /// <summary>Moves the demo's clock forward.</summary>
    public Task MoveClockAsync(TimeSpan by) => run?.MoveClockAsync(by) ?? Task.CompletedTask;
}

/// <summary>A step of the filling and how much of it is done.</summary>
public sealed record FillProgress(string TextKey, int Done, int All);
