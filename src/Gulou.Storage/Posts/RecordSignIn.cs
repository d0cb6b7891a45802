using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Posts;

public enum RecordSignInOutcome
{
    /// <summary>Written down; whether the person is in is what <see cref="RecordSignIn.Succeeded"/> says.</summary>
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NoSuchLogin,

    /// <summary>Args: for how many minutes more.</summary>
    [MayRetry]
    Locked,
}

/// <summary>
/// Writes down a try to sign in, before its result is acted upon. Too many wrong passwords in a row lock the login for
/// a while; then even the right one is refused.
/// </summary>
public sealed record RecordSignIn : Command<RecordSignInOutcome>
{
    private const long MicrosAMinute = 60_000_000;

    /// <summary>The sign-in name as typed.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the password was right; compared outside the write queue, since that is slow.</summary>
    public required bool Succeeded { get; init; }

    public override string Verb => Succeeded ? "posts.sign-in" : "posts.sign-in-failed";

    public override string Capability => Capabilities.None;

    public override void Needs(World w)
    {
        if (LoginName.TryNormalise(Name, out var name))
            w.All(LoginNamed.For(w.Vault, name));
    }

    public override Target? Target(World w) => null;

    public override RecordSignInOutcome Decide(World w)
    {
        if (!LoginName.TryNormalise(Name, out var name) || w.All(LoginNamed.For(w.Vault, name)) is not [var login, ..])
            return RecordSignInOutcome.NoSuchLogin;
        if (login.LockedUntil is { } until && w.Now < until)
            return w.Refuse(RecordSignInOutcome.Locked, MinutesUntil(until, w.Now));
        login.LockedUntil = null;
        login.Failures = Succeeded ? 0 : login.Failures + 1;
        if (login.Failures >= Login.MaxFailures)
            (login.Failures, login.LockedUntil) = (0, w.Now.Plus(Login.LockTime));
        w.Subject = login.PersonId;
        return RecordSignInOutcome.Done;
    }

    private static long MinutesUntil(Instant until, Instant now) =>
        (until.Micros - now.Micros + MicrosAMinute - 1) / MicrosAMinute;
}
