using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Posts;

public enum AcknowledgeResetOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NothingToTell,
}

/// <summary>The person has read that someone else took the second factor away.</summary>
public sealed record AcknowledgeReset : Command<AcknowledgeResetOutcome>
{
    public required long PersonId { get; init; }

    public override string Verb => "posts.acknowledge-reset";

    public override string Capability => PostsCapabilities.SignIn;

    public override void Needs(World w) => OwnDoor.Needs(w, Cell, PersonId);

    public override Target? Target(World w) => OwnDoor.Target(w, Cell, PersonId);

    public override AcknowledgeResetOutcome Decide(World w)
    {
        if (OwnDoor.Login(w, Cell, PersonId) is not { FactorResetAt: not null } login)
            return AcknowledgeResetOutcome.NothingToTell;
        login.FactorResetAt = null;
        w.Subject = PersonId;
        return AcknowledgeResetOutcome.Done;
    }
}
