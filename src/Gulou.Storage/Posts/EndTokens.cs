using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.People;

namespace Gulou.Storage.Posts;

public enum EndTokensOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>
/// Ends all keys by which programs act for a person, whatever the post: for when a password or a phone was in other
/// hands. Args: how many.
/// </summary>
public sealed record EndTokens : Command<EndTokensOutcome>
{
    public required long PersonId { get; init; }

    public override string Verb => "posts.end-tokens";

    public override string Capability => PostsCapabilities.EndToken;

    public override void Needs(World w)
    {
        w.One<Person>(Cell, PersonId);
        foreach (var appointment in w.All(new AppointmentsAnywhere(PersonId)))
            w.All(new TokensOf(appointment.Cell, appointment.Id));
    }

    public override Target? Target(World w) => w.One<Person>(Cell, PersonId)?.AsTarget();

    public override EndTokensOutcome Decide(World w)
    {
        var good = w.All(new AppointmentsAnywhere(PersonId))
            .SelectMany(a => w.All(new TokensOf(a.Cell, a.Id)))
            .Where(t => t.IsGood(w.Today))
            .ToList();
        foreach (var token in good)
            token.RevokedAt = w.Now;
        w.Subject = PersonId;
        return w.Refuse(EndTokensOutcome.Done, good.Count);
    }
}
