using System.Text.Json.Serialization;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

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
/// Writes down a try to give the password, before its result is acted upon. After some wrong ones in a row the login
/// waits, longer each time; then even the right one is refused.
/// </summary>
public sealed record RecordSignIn : Command<RecordSignInOutcome>
{
    public const string Failed = "posts.sign-in-failed";

    /// <summary>The sign-in name as typed.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the password was right; compared outside the write queue, since that is slow.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>The browser is one in which the person signed in before.</summary>
    public bool KnownBrowser { get; init; }

    /// <summary>The session that begins when the password is right; null when it was only asked for again.</summary>
    [JsonIgnore]
    public NewSession? Session { get; init; }

    public override string Verb =>
        !Succeeded ? Failed
        : Session is null ? "posts.confirm-password"
        : "posts.sign-in";

    public override string Capability => Capabilities.None;

    public override void Needs(World w)
    {
        if (Find(w) is not { } login)
            return;
        OwnDoor.Needs(w, login.Cell, login.PersonId);
        w.All(new SessionsOf(login.Cell, login.PersonId));
    }

    public override Target? Target(World w) =>
        Find(w) is { } login ? OwnDoor.Target(w, login.Cell, login.PersonId) : null;

    public override RecordSignInOutcome Decide(World w)
    {
        if (Find(w) is not { } login)
            return RecordSignInOutcome.NoSuchLogin;
        if (login.WaitOf(KnownBrowser) is { } until && w.Now < until)
            return w.Refuse(RecordSignInOutcome.Locked, Minutes.Until(until, w.Now));
        login.Count(Succeeded, KnownBrowser, w.Now);
        // One made before names were kept.
        if (Succeeded && login.NameCipher.Length == 0 && LoginName.TryNormalise(Name, out var name))
            login.NameCipher = w.Vault.Seal(Purpose.LoginName, name);
        if (Succeeded)
            Session?.Begin(w, login.Cell, login.PersonId, verified: false, byProvider: false);
        w.Subject = login.PersonId;
        return RecordSignInOutcome.Done;
    }

    private Login? Find(World w) =>
        LoginName.TryNormalise(Name, out var name) && w.All(LoginNamed.For(w.Vault, name)) is [var login, ..]
            ? login
            : null;
}

/// <summary>How long a wait still is, for people.</summary>
internal static class Minutes
{
    private const long Micros = 60_000_000;

    /// <summary>Whole minutes, a part counting as one.</summary>
    public static long Until(Instant until, Instant now) => (until.Micros - now.Micros + Micros - 1) / Micros;
}
