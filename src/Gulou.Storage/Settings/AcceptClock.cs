using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Settings;

public enum AcceptClockOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>
/// An operator says that the clock is right now, though the newest records are later or long ago: from here on times
/// count from this record. Verification lets time go back only where such a record is. Only the system does.
/// </summary>
public sealed record AcceptClock : Command<AcceptClockOutcome>
{
    /// <summary>Given to no post.</summary>
    public const string Word = "clock.accept";

    public override string Verb => Word;

    public override string Capability => Word;

    public override void Needs(World w) => w.All(new HeadsAfter(w.Now));

    public override Target? Target(World w) => new(PlaceKey.Everywhere);

    public override AcceptClockOutcome Decide(World w)
    {
        foreach (var head in w.All(new HeadsAfter(w.Now)))
            head.At = w.Now;
        return AcceptClockOutcome.Done;
    }
}

/// <summary>The chains whose last record is later than this.</summary>
public sealed record HeadsAfter(Instant Now) : Query<LaneHeadRow>
{
    public override IQueryable<LaneHeadRow> On(GulouDb db) => db.LaneHeads.Where(h => h.At > Now);
}
