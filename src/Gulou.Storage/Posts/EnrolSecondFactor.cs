using System.Text.Json.Serialization;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.Posts;

public enum EnrolSecondFactorOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    SessionGone,

    /// <summary>Who has one proves it before putting another in its place.</summary>
    NotProven,

    /// <summary>Nothing counts before a code of the new secret was given.</summary>
    WrongCode,
}

/// <summary>
/// Gives a person a second factor, or another in place of the old: confirmed by a code, with new recovery codes. All
/// other sessions end.
/// </summary>
public sealed record EnrolSecondFactor : Command<EnrolSecondFactorOutcome>
{
    public required long PersonId { get; init; }
    public required long SessionId { get; init; }

    [JsonIgnore]
    public required byte[] Secret { get; init; }

    /// <summary>As typed.</summary>
    [JsonIgnore]
    public required string Code { get; init; }

    [JsonIgnore]
    public required RecoverySet Recovery { get; init; }

    /// <summary>The machine's time, which is the phone's too.</summary>
    [JsonIgnore]
    public required Instant At { get; init; }

    public override string Verb => "posts.enrol-second-factor";

    public override string Capability => PostsCapabilities.SignIn;

    public override void Needs(World w)
    {
        OwnDoor.Needs(w, Cell, PersonId);
        w.All(new SessionsOf(Cell, PersonId));
        w.One<SecondFactor>(Cell, PersonId);
    }

    public override Target? Target(World w) => OwnDoor.Target(w, Cell, PersonId);

    public override EnrolSecondFactorOutcome Decide(World w)
    {
        var session = w.All(new SessionsOf(Cell, PersonId)).SingleOrDefault(s => s.Id == SessionId);
        if (session is null)
            return EnrolSecondFactorOutcome.SessionGone;
        var old = w.One<SecondFactor>(Cell, PersonId);
        if (old is not null && !session.IsVerified)
            return EnrolSecondFactorOutcome.NotProven;
        if (Totp.Match(Secret, Code, At, lastUsed: 0) is not { } step)
            return EnrolSecondFactorOutcome.WrongCode;
        var secret = w.Vault.Seal(Purpose.SecondFactor, Convert.ToBase64String(Secret));
        if (old is null)
        {
            old = new SecondFactor
            {
                Cell = Cell,
                Id = PersonId,
                Secret = secret,
                RecoverySalt = [],
                RecoveryHashes = [],
            };
            w.Add(old);
        }
        (old.Secret, old.Since, old.LastStep) = (secret, w.Now, step);
        (old.Failures, old.WaitUntil) = (0, null);
        Recovery.PutInto(old);
        session.IsVerified = true;
        OwnDoor.EndSessions(w, Cell, PersonId, keep: SessionId);
        if (OwnDoor.Login(w, Cell, PersonId) is { } login)
            login.FactorResetAt = null;
        w.Subject = PersonId;
        return EnrolSecondFactorOutcome.Done;
    }
}

/// <summary>A new set of recovery codes, hashed.</summary>
/// <param name="Salt">Their common salt.</param>
/// <param name="Hashes">Their slow hashes, one after the other.</param>
public sealed record RecoverySet(byte[] Salt, byte[] Hashes)
{
    internal void PutInto(SecondFactor factor) => (factor.RecoverySalt, factor.RecoveryHashes) = (Salt, Hashes);
}
