using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Posts;

public enum EndSessionOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    SessionGone,
}

/// <summary>Signs a person out of one browser.</summary>
public sealed record EndSession : Command<EndSessionOutcome>
{
    public required long PersonId { get; init; }
    public required long SessionId { get; init; }

    public override string Verb => "posts.sign-out";

    public override string Capability => PostsCapabilities.SignIn;

    public override void Needs(World w)
    {
        OwnDoor.Needs(w, Cell, PersonId);
        w.All(new SessionsOf(Cell, PersonId));
    }

    public override Target? Target(World w) => OwnDoor.Target(w, Cell, PersonId);

    public override EndSessionOutcome Decide(World w)
    {
        var session = w.All(new SessionsOf(Cell, PersonId)).SingleOrDefault(s => s.Id == SessionId);
        if (session is null)
            return EndSessionOutcome.SessionGone;
        w.Remove(session);
        w.Subject = PersonId;
        return EndSessionOutcome.Done;
    }
}
