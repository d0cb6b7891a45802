namespace Gulou.Kernel.Values;

/// <summary>
/// A point in time as whole microseconds since 1970-01-01T00:00:00Z. Every stored time has this form, so that both
/// databases keep, order and hash the same number. Civil dates are those of Asia/Shanghai (UTC+8, no summer time).
/// </summary>
/// <param name="Micros">Microseconds since the Unix epoch, UTC.</param>
public readonly record struct Instant(long Micros) : IComparable<Instant>
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    /// <summary>The instant of a clock reading.</summary>
    public static Instant From(DateTimeOffset time) => new((time.UtcTicks - DateTime.UnixEpoch.Ticks) / 10);

    /// <summary>What the clock says now.</summary>
    public static Instant Now(TimeProvider clock) => From(clock.GetUtcNow());

    /// <summary>The first instant of a civil day in Asia/Shanghai.</summary>
    public static Instant StartOf(DateOnly day) =>
        From(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Shanghai));

    /// <summary>The clock and calendar reading in Asia/Shanghai.</summary>
    public DateTimeOffset InShanghai =>
        new DateTimeOffset(DateTime.UnixEpoch.Ticks + (Micros * 10), TimeSpan.Zero).ToOffset(Shanghai);

    /// <summary>The civil date in Asia/Shanghai.</summary>
    public DateOnly Day => DateOnly.FromDateTime(InShanghai.DateTime);

    /// <summary>This instant moved by a span; microseconds below the span's resolution are dropped.</summary>
    public Instant Plus(TimeSpan span) => new(Micros + (span.Ticks / 10));

    /// <inheritdoc />
    public int CompareTo(Instant other) => Micros.CompareTo(other.Micros);

    /// <summary>Earlier than.</summary>
    public static bool operator <(Instant a, Instant b) => a.Micros < b.Micros;

    /// <summary>Later than.</summary>
    public static bool operator >(Instant a, Instant b) => a.Micros > b.Micros;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Instant a, Instant b) => a.Micros <= b.Micros;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Instant a, Instant b) => a.Micros >= b.Micros;
}
