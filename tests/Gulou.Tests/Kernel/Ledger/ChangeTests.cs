using Gulou.Kernel.Ledger;

namespace Gulou.Tests.Kernel.Ledger;

/// <summary>The arithmetic of one account at its edges.</summary>
public class ChangeTests
{
    private const long Max = long.MaxValue;
    private const long Min = long.MinValue;

    /// <summary>Balance, held out, held in, limits; amount, held, whether it opens a hold; what that gives.</summary>
    public static TheoryData<long, long, long, Limits, long, long, bool, PostOutcome> Cases =>
        new()
        {
            { 0, 0, 0, Limits.None, Max, 0, false, PostOutcome.Done },
            { 1, 0, 0, Limits.None, Max, 0, false, PostOutcome.Overflow },
            { -1, 0, 0, Limits.None, -Max, 0, false, PostOutcome.Done },
            { -2, 0, 0, Limits.None, -Max, 0, false, PostOutcome.Overflow },
            { 0, 0, 0, Limits.None, Min, 0, false, PostOutcome.Overflow },
            { 0, 0, 0, Limits.None, 0, Min, true, PostOutcome.Overflow },
            // What is held on one side must fit by itself, and with the balance.
            { 0, Max, 0, Limits.None, 0, -1, true, PostOutcome.Overflow },
            { Max, Max, 0, Limits.None, 0, -1, true, PostOutcome.Overflow },
            { -Max, 0, Max, Limits.None, 0, 1, true, PostOutcome.Overflow },
            { -2, 0, 0, Limits.None, 0, -Max, true, PostOutcome.Overflow },
            { -1, 0, 0, Limits.None, 0, -Max, true, PostOutcome.Done },
            { 1, 0, 0, Limits.None, 0, Max, true, PostOutcome.Overflow },
            { 0, 0, 0, Limits.None, 0, Max, true, PostOutcome.Done },
            // A release takes from what its hold added to; the other side is left alone.
            { Max, 0, 5, Limits.None, 0, 5, false, PostOutcome.Overflow },
            { 0, 5, 0, Limits.NotBelowZero, 0, 5, false, PostOutcome.Done },
            { 10, 0, 0, Limits.NotBelowZero, -10, 0, false, PostOutcome.Done },
            { 10, 0, 0, Limits.NotBelowZero, -11, 0, false, PostOutcome.BelowZero },
            { 10, 4, 0, Limits.NotBelowZero, 0, -6, true, PostOutcome.Done },
            { 10, 4, 0, Limits.NotBelowZero, 0, -7, true, PostOutcome.BelowZero },
            { 10, 4, 9, Limits.NotBelowZero, 0, -7, true, PostOutcome.BelowZero },
            // Whoever is below already may come nearer or stay, and not go further.
            { -5, 0, 0, Limits.NotBelowZero, 3, 0, false, PostOutcome.Done },
            { -5, 0, 0, Limits.NotBelowZero, 0, 7, true, PostOutcome.Done },
            { -5, 0, 0, Limits.NotBelowZero, -1, 0, false, PostOutcome.BelowZero },
            { -10, 0, 0, Limits.NotAboveZero, 10, 0, false, PostOutcome.Done },
            { -10, 0, 0, Limits.NotAboveZero, 11, 0, false, PostOutcome.AboveZero },
            { -10, 0, 4, Limits.NotAboveZero, 0, 6, true, PostOutcome.Done },
            { -10, 0, 4, Limits.NotAboveZero, 0, 7, true, PostOutcome.AboveZero },
            { -10, 9, 4, Limits.NotAboveZero, 0, 7, true, PostOutcome.AboveZero },
            { 5, 0, 0, Limits.NotAboveZero, -3, 0, false, PostOutcome.Done },
            { 5, 0, 0, Limits.NotAboveZero, 0, -3, true, PostOutcome.Done },
            { 5, 0, 0, Limits.NotAboveZero, 1, 0, false, PostOutcome.AboveZero },
            { 3, 0, 4, Limits.NotAboveZero, 4, 4, true, PostOutcome.AboveZero },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_change_breaks_the_first_limit_in_its_way(
        long balance,
        long heldOut,
        long heldIn,
        Limits limits,
        long amount,
        long held,
        bool opens,
        PostOutcome expected
    )
    {
        var account = Account(balance, heldOut, heldIn);
        account.Limits = limits;
        Assert.Equal(expected, Change.Fault(account, amount, held, opens));
    }

    [Theory]
    [InlineData(-3, true, 13, 20)]
    [InlineData(3, true, 10, 23)]
    [InlineData(3, false, 7, 20)]
    [InlineData(-3, false, 10, 17)]
    [InlineData(0, true, 10, 20)]
    public void A_hold_adds_on_its_side_and_its_release_takes_from_there(
        long held,
        bool opens,
        long heldOut,
        long heldIn
    ) => Assert.Equal((heldOut, heldIn), Change.Held(Account(0, 10, 20), held, opens));

    private static Account Account(long balance, long heldOut, long heldIn) =>
        new()
        {
            Balance = balance,
            HeldOut = heldOut,
            HeldIn = heldIn,
        };
}
