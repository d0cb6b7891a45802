namespace Gulou.Kernel.Ledger;

/// <summary>
/// What can become of an entry, in order of precedence: the first that applies is the answer. Authorisation comes
/// before all of these, in the command that brings the entry.
/// </summary>
public enum PostOutcome
{
    /// <summary>It is in the book (also the answer to a replay).</summary>
    Done = 0,

    /// <summary>The caller's post and place do not allow it.</summary>
    NotAllowed,

    /// <summary>This id already stands for an entry with other content; the field that differs is named.</summary>
    IdUsedWithOtherContent,

    /// <summary>Another entry of its atomic group was refused, and with it this one.</summary>
    FellWithItsGroup,

    /// <summary>An entry has at least two legs; a void or a reversal has none of its own.</summary>
    WrongNumberOfLegs,

    /// <summary>A leg of zero says nothing.</summary>
    ZeroAmount,

    /// <summary>There is no such account in this cell.</summary>
    AccountNotFound,

    /// <summary>An account may have one leg in an entry.</summary>
    SameAccountTwice,

    /// <summary>The leg names another unit than its account's.</summary>
    WrongUnit,

    /// <summary>The legs do not sum to zero for every unit.</summary>
    NotBalanced,

    /// <summary>The month of its effective day is closed at its place; a correction takes a day after it.</summary>
    PeriodClosed,

    /// <summary>An entry cannot settle or reverse itself.</summary>
    TargetIsItself,

    /// <summary>There is no such entry in this cell.</summary>
    TargetNotFound,

    /// <summary>Only a hold can be posted or voided.</summary>
    NotAHold,

    /// <summary>A hold is voided, not reversed; a void, an expiry and a reversal stand.</summary>
    NotReversible,

    /// <summary>A hold is settled once.</summary>
    AlreadySettled,

    /// <summary>The hold's time has run out.</summary>
    HoldExpired,

    /// <summary>An entry is reversed once.</summary>
    AlreadyReversed,

    /// <summary>A settlement posts on the hold's own accounts, in its direction, at most what it holds.</summary>
    BeyondTheHold,

    /// <summary>
    /// Only a reversal names who bears the rest; that account is there and not one of those it takes back from.
    /// </summary>
    WrongBearer,

    /// <summary>A hold must end after now.</summary>
    EndsInThePast,

    /// <summary>An account would go below zero, held amounts counted as used. More may arrive later.</summary>
    BelowZero,

    /// <summary>An account would go above zero. It may have room later.</summary>
    AboveZero,

    /// <summary>The sum does not fit into 64 bits.</summary>
    Overflow,
}

/// <summary>Which answers may change when the same request is sent again later.</summary>
public static class PostOutcomes
{
    /// <summary>True if a retry may succeed without a change to the request.</summary>
    public static bool MayRetry(this PostOutcome outcome) =>
        outcome switch
        {
            PostOutcome.BelowZero or PostOutcome.AboveZero => true,
            PostOutcome.Done
            or PostOutcome.NotAllowed
            or PostOutcome.IdUsedWithOtherContent
            or PostOutcome.FellWithItsGroup
            or PostOutcome.WrongNumberOfLegs
            or PostOutcome.ZeroAmount
            or PostOutcome.AccountNotFound
            or PostOutcome.SameAccountTwice
            or PostOutcome.WrongUnit
            or PostOutcome.NotBalanced
            or PostOutcome.PeriodClosed
            or PostOutcome.TargetIsItself
            or PostOutcome.TargetNotFound
            or PostOutcome.NotAHold
            or PostOutcome.NotReversible
            or PostOutcome.AlreadySettled
            or PostOutcome.HoldExpired
            or PostOutcome.AlreadyReversed
            or PostOutcome.BeyondTheHold
            or PostOutcome.WrongBearer
            or PostOutcome.EndsInThePast
            or PostOutcome.Overflow => false,
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "unclassified"),
        };
}
