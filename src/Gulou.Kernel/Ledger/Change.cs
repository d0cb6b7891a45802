namespace Gulou.Kernel.Ledger;

/// <summary>The arithmetic of one account's change: what is held after it, and which limit it would break.</summary>
internal static class Change
{
    /// <summary>
    /// What is held after a change: opening a hold adds on its leg's side, a release takes from the other sign's.
    /// </summary>
    public static (long Out, long In) Held(Account account, long held, bool opens) =>
        (opens ? held : -held) switch
        {
            0 => (account.HeldOut, account.HeldIn),
            < 0 => (account.HeldOut - held, account.HeldIn),
            > 0 => (account.HeldOut, account.HeldIn + held),
        };

    /// <summary>The limit that a change would break, or <see cref="PostOutcome.Done"/>.</summary>
    public static PostOutcome Fault(Account account, long amount, long held, bool opens)
    {
        // The one amount whose opposite does not fit: it could not be reversed or released.
        if (amount == long.MinValue || held == long.MinValue)
            return PostOutcome.Overflow;
        var balance = (Int128)account.Balance + amount;
        var direction = opens ? held : -held;
        var heldOut = (Int128)account.HeldOut - (direction < 0 ? held : 0);
        var heldIn = (Int128)account.HeldIn + (direction > 0 ? held : 0);
        if (IsOut(balance) || IsOut(heldOut) || IsOut(heldIn) || IsOut(balance - heldOut) || IsOut(balance + heldIn))
            return PostOutcome.Overflow;
        var available = balance - heldOut;
        if (account.Limits.HasFlag(Limits.NotBelowZero) && available < 0 && available < account.Available)
            return PostOutcome.BelowZero;
        var reach = balance + heldIn;
        if (account.Limits.HasFlag(Limits.NotAboveZero) && reach > 0 && reach > account.Balance + account.HeldIn)
            return PostOutcome.AboveZero;
        return PostOutcome.Done;
    }

    /// <summary>Whether a number does not fit into 64 bits.</summary>
    public static bool IsOut(Int128 value) => value > long.MaxValue || value < long.MinValue;
}
