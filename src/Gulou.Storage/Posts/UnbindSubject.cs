using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.People;

namespace Gulou.Storage.Posts;

public enum UnbindSubjectOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NotBound,
}

/// <summary>Unties a login from an identity provider; sessions that began there end.</summary>
public sealed record UnbindSubject : Command<UnbindSubjectOutcome>
{
    public required long PersonId { get; init; }

    /// <summary>The provider's address.</summary>
    public required string Issuer { get; init; }

    public override string Verb => "posts.unbind-subject";

    public override string Capability => PostsCapabilities.Bind;

    public override void Needs(World w)
    {
        w.All(new LoginsOf(Cell, PersonId));
        w.One<Person>(Cell, PersonId);
        w.All(new BindingsOf(Cell, PersonId));
        w.All(new SessionsOf(Cell, PersonId));
    }

    public override Target? Target(World w) => w.One<Person>(Cell, PersonId)?.AsTarget();

    public override UnbindSubjectOutcome Decide(World w)
    {
        if (w.All(new BindingsOf(Cell, PersonId)).SingleOrDefault(b => b.Issuer == Issuer) is not { } binding)
            return UnbindSubjectOutcome.NotBound;
        w.Remove(binding);
        w.All(new SessionsOf(Cell, PersonId)).Where(s => s.ByProvider).ToList().ForEach(w.Remove);
        w.Subject = PersonId;
        return UnbindSubjectOutcome.Done;
    }
}
