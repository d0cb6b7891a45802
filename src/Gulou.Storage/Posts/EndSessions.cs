using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Posts;

public enum EndSessionsOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>Signs a person out everywhere, or everywhere but here. Args: of how many.</summary>
public sealed record EndSessions : Command<EndSessionsOutcome>
{
    public required long PersonId { get; init; }

    /// <summary>The session that stays, if any.</summary>
    public long? Keep { get; init; }

    public override string Verb => "posts.sign-out-everywhere";

    public override string Capability => PostsCapabilities.SignIn;

    public override void Needs(World w)
    {
        OwnDoor.Needs(w, Cell, PersonId);
        w.All(new SessionsOf(Cell, PersonId));
    }

    public override Target? Target(World w) => OwnDoor.Target(w, Cell, PersonId);

    public override EndSessionsOutcome Decide(World w)
    {
        w.Subject = PersonId;
        return w.Refuse(EndSessionsOutcome.Done, OwnDoor.EndSessions(w, Cell, PersonId, Keep));
    }
}
