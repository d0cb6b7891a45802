using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.Ledger;

/// <summary>What an account is for. The number is stored.</summary>
public enum AccountKind
{
    /// <summary>Points a household has earned and not yet spent (户积分). One lot per year of expiry.</summary>
    Points = 1,

    /// <summary>Where a village's points come from; its balance is minus all points ever issued.</summary>
    Issuance = 2,

    /// <summary>Points a shop has taken in for goods.</summary>
    Takings = 3,

    /// <summary>Goods on a shop's shelf. One lot per batch.</summary>
    Stock = 4,

    /// <summary>Goods a shop has handed out.</summary>
    HandedOut = 5,

    /// <summary>Where goods come from; its balance is minus all goods ever received.</summary>
    Supply = 6,

    /// <summary>Goods lost, spoilt or found, as counted.</summary>
    CountDifference = 7,

    /// <summary>
    /// What a village has borne for its households: points taken back after they had been spent; its balance is minus
    /// their sum.
    /// </summary>
    Fund = 8,

    /// <summary>
    /// What went to another cell or came from it: the owner is that cell's number. What one cell has here, the other
    /// has with the opposite sign.
    /// </summary>
    Transit = 9,
}

/// <summary>Which way an account must not go. Held amounts count as used.</summary>
[Flags]
public enum Limits
{
    /// <summary>No limit.</summary>
    None = 0,

    /// <summary>The balance less what is held outwards never falls below zero (no overdraft).</summary>
    NotBelowZero = 1,

    /// <summary>The balance plus what is held inwards never rises above zero (a liability that only shrinks).</summary>
    NotAboveZero = 2,
}

/// <summary>Units every database knows. A good in a shop is a unit of its own: its id.</summary>
public static class Unit
{
    /// <summary>Civic points (积分), in hundredths.</summary>
    public const long CivicPoints = 1;

    /// <summary>Party members' points (党员积分), in hundredths; a ledger of their own.</summary>
    public const long MemberPoints = 2;

    /// <summary>Yuan, in fen.</summary>
    public const long Yuan = 3;

    /// <summary>Volunteer time, in minutes.</summary>
    public const long VolunteerMinutes = 4;
}

/// <summary>What names an account: whose it is, what for, in which unit and lot. Unique within a cell.</summary>
/// <param name="Cell">The cell the account lies in.</param>
/// <param name="Owner">The household, shop or place that owns it.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Unit">One of <see cref="Ledger.Unit"/> or the id of a good.</param>
/// <param name="Lot">The year of expiry of points, the batch of a good, or 0. Lots are used from the smallest
/// up.</param>
public readonly record struct AccountKey(int Cell, long Owner, AccountKind Kind, long Unit, long Lot)
{
    /// <summary>All lots of one owner, kind and unit.</summary>
    public LotsKey Lots => new(Cell, Owner, Kind, Unit);
}

/// <summary>All lots of one owner, kind and unit: where "oldest first" picks from.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Owner">The owner.</param>
/// <param name="Kind">What for.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct LotsKey(int Cell, long Owner, AccountKind Kind, long Unit)
{
    /// <summary>One of the lots.</summary>
    public AccountKey Lot(long lot) => new(Cell, Owner, Kind, Unit, lot);
}

/// <summary>
/// An account's present state. Amounts are integers in the unit's minor scale (points × 100, fen, minutes, pieces).
/// </summary>
public sealed class Account
{
    /// <summary>The cell.</summary>
    public int Cell { get; set; }

    /// <summary>The account's id.</summary>
    public long Id { get; set; }

    /// <summary>The owner.</summary>
    public long Owner { get; set; }

    /// <summary>What for.</summary>
    public AccountKind Kind { get; set; }

    /// <summary>The unit.</summary>
    public long Unit { get; set; }

    /// <summary>The lot, or 0.</summary>
    public long Lot { get; set; }

    /// <summary>Today's place of the owner; access and live roll-up use it.</summary>
    public PlaceKey Scope { get; set; }

    /// <summary>Which way it must not go.</summary>
    public Limits Limits { get; set; }

    /// <summary>The sum of all that was posted.</summary>
    public long Balance { get; set; }

    /// <summary>What open holds will take out: zero or more.</summary>
    public long HeldOut { get; set; }

    /// <summary>What open holds will bring in: zero or more.</summary>
    public long HeldIn { get; set; }

    /// <summary>How many postings it has; each posting carries the version it made.</summary>
    public long Version { get; set; }

    /// <summary>When the first of its open holds ends; null if none does.</summary>
    public Instant? NextExpiry { get; set; }

    /// <summary>What may be used now: the balance less what is held outwards.</summary>
    public long Available => Balance - HeldOut;

    /// <summary>What names it.</summary>
    public AccountKey Key => new(Cell, Owner, Kind, Unit, Lot);
}
