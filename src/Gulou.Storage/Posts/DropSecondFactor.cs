using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Definitions;

namespace Gulou.Storage.Posts;

public enum DropSecondFactorOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NoFactor,

    /// <summary>A post of the person takes a second factor.</summary>
    PostNeedsIt,
}

/// <summary>A person does without a second factor again; all other sessions end.</summary>
public sealed record DropSecondFactor : Command<DropSecondFactorOutcome>
{
    public required long PersonId { get; init; }
    public required long SessionId { get; init; }

    public override string Verb => "posts.drop-second-factor";

    public override string Capability => PostsCapabilities.SignIn;

    public override void Needs(World w)
    {
        OwnDoor.Needs(w, Cell, PersonId);
        w.All(new SessionsOf(Cell, PersonId));
        w.One<SecondFactor>(Cell, PersonId);
    }

    public override Target? Target(World w) => OwnDoor.Target(w, Cell, PersonId);

    public override DropSecondFactorOutcome Decide(World w)
    {
        if (w.One<SecondFactor>(Cell, PersonId) is not { } factor)
            return DropSecondFactorOutcome.NoFactor;
        if (w.Definitions.Get<SignInRules>().NeedsSecondFactor(w.Actor, w.Today))
            return DropSecondFactorOutcome.PostNeedsIt;
        w.Remove(factor);
        OwnDoor.EndSessions(w, Cell, PersonId, keep: SessionId);
        w.Subject = PersonId;
        return DropSecondFactorOutcome.Done;
    }
}
