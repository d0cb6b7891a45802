using System.Text.Json.Serialization;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Posts;

public enum RecordSecondFactorOutcome
{
    /// <summary>Written down; whether it was right is what the command says.</summary>
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    SessionGone,
    NoFactor,

    /// <summary>Args: for how many minutes more.</summary>
    [MayRetry]
    Waiting,

    /// <summary>A code counts once; the app shows another in half a minute.</summary>
    UsedAlready,
}

/// <summary>
/// Writes down a try to give a code of the second factor. A right one makes the session a verified one; a used recovery
/// code is gone.
/// </summary>
public sealed record RecordSecondFactor : Command<RecordSecondFactorOutcome>
{
    public const string Failed = "posts.second-factor-failed";

    public required long PersonId { get; init; }
    public required long SessionId { get; init; }

    /// <summary>The step of a right code from the app; null when it was wrong or another.</summary>
    public long? Step { get; init; }

    /// <summary>The slow hash of a typed recovery code; computed outside the write queue.</summary>
    [JsonIgnore]
    public byte[]? RecoveryHash { get; init; }

    public override string Verb =>
        Step is not null ? "posts.second-factor"
        : RecoveryHash is not null ? "posts.recovery-code"
        : Failed;

    public override string Capability => PostsCapabilities.SignIn;

    public override void Needs(World w)
    {
        OwnDoor.Needs(w, Cell, PersonId);
        w.One<SecondFactor>(Cell, PersonId);
        w.One<Session>(Cell, SessionId);
    }

    public override Target? Target(World w) => OwnDoor.Target(w, Cell, PersonId);

    public override RecordSecondFactorOutcome Decide(World w)
    {
        if (w.One<Session>(Cell, SessionId) is not { } session || session.PersonId != PersonId)
            return RecordSecondFactorOutcome.SessionGone;
        if (w.One<SecondFactor>(Cell, PersonId) is not { } factor)
            return RecordSecondFactorOutcome.NoFactor;
        if (factor.WaitUntil is { } until && w.Now < until)
            return w.Refuse(RecordSecondFactorOutcome.Waiting, Minutes.Until(until, w.Now));
        if (Step is { } step)
        {
            if (step <= factor.LastStep)
                return RecordSecondFactorOutcome.UsedAlready;
            factor.LastStep = step;
        }
        else if (RecoveryHash is { } used)
        {
            if (RecoveryCode.Without(factor.RecoveryHashes, used) is not { } left)
                return RecordSecondFactorOutcome.UsedAlready;
            factor.RecoveryHashes = left;
        }
        var right = Step is not null || RecoveryHash is not null;
        factor.Failures = right ? 0 : factor.Failures + 1;
        factor.WaitUntil = Wait.Until(factor.Failures, w.Now);
        session.IsVerified |= right;
        w.Subject = PersonId;
        return RecordSecondFactorOutcome.Done;
    }
}
