namespace Gulou.Kernel.Posts;

/// <summary>
/// What still stands between a person who gave the right password and everything else, in this order.
/// </summary>
public enum Gate
{
    /// <summary>Nothing.</summary>
    Open = 0,

    /// <summary>A code of the second factor.</summary>
    Code,

    /// <summary>Someone else took the second factor away, and the person has yet to be told.</summary>
    Told,

    /// <summary>The password was given by someone else and must be changed.</summary>
    Password,

    /// <summary>A post needs a second factor and there is none yet.</summary>
    Enrol,
}

/// <summary>Which gate a session stands before.</summary>
public static class Gates
{
    /// <summary>The first gate that is not passed.</summary>
    /// <param name="session">The session.</param>
    /// <param name="login">The person's login; null for those who only have an identity provider's.</param>
    /// <param name="hasFactor">Whether the person has a second factor.</param>
    /// <param name="needsFactor">Whether a post of the person needs one.</param>
    public static Gate Of(Session session, Login? login, bool hasFactor, bool needsFactor) =>
        hasFactor && !session.IsVerified ? Gate.Code
        : login?.FactorResetAt is not null ? Gate.Told
        : login is { MustChange: true } && !session.ByProvider ? Gate.Password
        : needsFactor && !session.IsVerified ? Gate.Enrol
        : Gate.Open;
}
