using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.Ledger;

/// <summary>
/// A month whose books are closed at a place (结账): no entry of that month or an earlier one is recorded there any more.
/// A month opened again keeps its row; closing it anew makes another.
/// </summary>
public sealed class ClosedMonth
{
    /// <summary>The cell of the place.</summary>
    public int Cell { get; set; }

    /// <summary>The id of this closing.</summary>
    public long Id { get; set; }

    /// <summary>Whose books.</summary>
    public long Place { get; set; }

    /// <summary>Today's key of that place.</summary>
    public PlaceKey Scope { get; set; }

    /// <summary>The month's first day.</summary>
    public DateOnly Month { get; set; }

    /// <summary>When it was closed.</summary>
    public Instant ClosedAt { get; set; }

    /// <summary>By whom; 0 for the system.</summary>
    public long ClosedBy { get; set; }

    /// <summary>The hash of the trial balance through the month's last day.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>When it was opened again; null while it is closed.</summary>
    public Instant? ReopenedAt { get; set; }

    /// <summary>Why it was opened again, empty while it is closed.</summary>
    public string ReopenReason { get; set; } = "";

    /// <summary>The month's last day.</summary>
    public DateOnly Through => LastDay(Month);

    /// <summary>The last day of the month that begins on a day.</summary>
    public static DateOnly LastDay(DateOnly month) => month.AddMonths(1).AddDays(-1);
}
