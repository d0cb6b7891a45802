using System.Text.Json.Serialization;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Posts;

public enum RenewRecoveryCodesOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NoFactor,
}

/// <summary>New recovery codes in place of all earlier ones.</summary>
public sealed record RenewRecoveryCodes : Command<RenewRecoveryCodesOutcome>
{
    public required long PersonId { get; init; }

    [JsonIgnore]
    public required RecoverySet Recovery { get; init; }

    public override string Verb => "posts.renew-recovery-codes";

    public override string Capability => PostsCapabilities.SignIn;

    public override void Needs(World w)
    {
        OwnDoor.Needs(w, Cell, PersonId);
        w.One<SecondFactor>(Cell, PersonId);
    }

    public override Target? Target(World w) => OwnDoor.Target(w, Cell, PersonId);

    public override RenewRecoveryCodesOutcome Decide(World w)
    {
        if (w.One<SecondFactor>(Cell, PersonId) is not { } factor)
            return RenewRecoveryCodesOutcome.NoFactor;
        Recovery.PutInto(factor);
        w.Subject = PersonId;
        return RenewRecoveryCodesOutcome.Done;
    }
}
