using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.Notices;

/// <summary>
/// A publication (公示) of a village for a period, open to objections. It names a household only with consent, else "a
/// household of this village", and leaves the board when the period ends.
/// </summary>
public sealed class Notice
{
    /// <summary>
    /// The shipped default length of a notice in days (handbook 3.5, assumption; editable per place).
    /// </summary>
    public const int DefaultDays = 5;

    /// <summary>The cell.</summary>
    public int Cell { get; set; }

    /// <summary>The notice's id.</summary>
    public long Id { get; set; }

    /// <summary>The publishing place.</summary>
    public long PlaceId { get; set; }

    /// <summary>Today's key of that place.</summary>
    public PlaceKey Scope { get; set; }

    /// <summary>The record that is published.</summary>
    public long Subject { get; set; }

    /// <summary>What the board says.</summary>
    public required string Title { get; set; }

    /// <summary>First day on the board.</summary>
    public DateOnly From { get; set; }

    /// <summary>The first day it is no longer on the board: the period's last day is the one before.</summary>
    public DateOnly Until { get; set; }

    /// <summary>The hash of what was published, so that a villager can check that it was not changed.</summary>
    public required byte[] Content { get; set; }

    /// <summary>Whether it is on the board on that day.</summary>
    public bool IsOnBoard(DateOnly day) => From <= day && day < Until;

    /// <summary>
    /// The first day after a notice of <paramref name="days"/> days published on <paramref name="published"/>. The day
    /// of publication is not counted (Civil Code 201).
    /// </summary>
    public static DateOnly EndOf(DateOnly published, int days) => published.AddDays(days + 1);

    /// <summary>The hash of a notice's content.</summary>
    public static byte[] ContentHash(string title, long place, DateOnly from, DateOnly until) =>
        new Digest().Add(title).Add(place).Add(from.DayNumber).Add(until.DayNumber).Take();
}
