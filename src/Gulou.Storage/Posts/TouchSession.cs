using System.Text.Json.Serialization;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Posts;

public enum TouchSessionOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    SessionGone,
}

/// <summary>
/// Notes that a session is still in use, so that it does not end for idling. It leaves no record: when someone reads is
/// nobody's business.
/// </summary>
public sealed record TouchSession : Command<TouchSessionOutcome>
{
    public required long SessionId { get; init; }

    /// <summary>The machine's time.</summary>
    [JsonIgnore]
    public required Instant At { get; init; }

    public override string Verb => "posts.touch-session";

    public override string Capability => Capabilities.None;

    public override bool LeavesTrace => false;

    public override void Needs(World w) => w.One<Session>(Cell, SessionId);

    public override Target? Target(World w) => new(PlaceKey.Everywhere);

    public override TouchSessionOutcome Decide(World w)
    {
        if (w.One<Session>(Cell, SessionId) is not { } session)
            return TouchSessionOutcome.SessionGone;
        if (session.LastSeen < At)
            session.LastSeen = At;
        return TouchSessionOutcome.Done;
    }
}
