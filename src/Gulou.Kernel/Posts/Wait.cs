using Gulou.Kernel.Values;

namespace Gulou.Kernel.Posts;

/// <summary>
/// How long to wait after wrong passwords or codes in a row: the first tries cost nothing, then the wait doubles up to
/// a quarter of an hour and no further, so that nobody is kept out for ever.
/// </summary>
public static class Wait
{
    /// <summary>The first wrong tries after which there is no wait yet.</summary>
    public const int FreeTries = 4;

    /// <summary>The first wait.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>The wait after that many wrong tries in a row.</summary>
    public static TimeSpan After(int failures)
    {
        if (failures <= FreeTries)
            return TimeSpan.Zero;
        var doublings = Math.Min(failures - FreeTries - 1, 10);
        var wait = First * (1 << doublings);
        return wait < Longest ? wait : Longest;
    }

    /// <summary>Until when to wait after that many wrong tries; null for no wait.</summary>
    public static Instant? Until(int failures, Instant now) =>
        After(failures) is { Ticks: > 0 } wait ? now.Plus(wait) : null;
}
