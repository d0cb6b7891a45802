using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Posts;

public enum EndTokenOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>Ends a program's key at once; one that was ended already stays ended.</summary>
public sealed record EndToken : Command<EndTokenOutcome>
{
    public required long TokenId { get; init; }

    public override string Verb => "posts.end-token";

    public override string Capability => PostsCapabilities.EndToken;

    public override void Needs(World w)
    {
        if (w.One<ApiToken>(Cell, TokenId) is { } token)
            w.One<Appointment>(Cell, token.AppointmentId);
    }

    public override Target? Target(World w) =>
        w.One<ApiToken>(Cell, TokenId) is { } token && w.One<Appointment>(Cell, token.AppointmentId) is { } appointment
            ? new Target(appointment.Scope, Person: appointment.PersonId)
            : null;

    public override EndTokenOutcome Decide(World w)
    {
        w.One<ApiToken>(Cell, TokenId)!.RevokedAt ??= w.Now;
        w.Subject = TokenId;
        return EndTokenOutcome.Done;
    }
}
