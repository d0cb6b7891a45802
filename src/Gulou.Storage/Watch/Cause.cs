namespace Gulou.Storage.Watch;

/// <summary>
/// What the work at hand is for, as a route, a command's verb or a job's name: it goes with the thread of work, so that
/// a slow statement can be told by its cause. Never an address with someone's number in it.
/// </summary>
public static class Cause
{
    private static readonly AsyncLocal<string?> Held = new();

    /// <summary>Empty when nobody said.</summary>
    public static string Current
    {
        get => Held.Value ?? "";
        set => Held.Value = value;
    }
}
