using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Bench.Crash;

public enum GiveOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    Refused,
}

/// <summary>
/// Points from the village to one of its accounts, with a line beside the record: an entry, a row of a register and an
/// audit record that must all be there or none.
/// </summary>
public sealed record Give : Command<GiveOutcome>
{
    public const string Word = "bench.give";

    public required long To { get; init; }
    public required long Points { get; init; }

    /// <summary>Whether the points are held only.</summary>
    public required bool IsHeld { get; init; }

    public override string Verb => Word;

    public override string Capability => Word;

    public override string Remark => $"{Id}";

    private AccountKey Source => new(Cell, 1, AccountKind.Issuance, Unit.CivicPoints, 0);

    private AccountKey Goal => new(Cell, To, AccountKind.Points, Unit.CivicPoints, 2030);

    public override void Needs(World w)
    {
        w.Lots(Source.Lots);
        w.Lots(Goal.Lots);
        w.Entry(Cell, Id);
    }

    public override Target? Target(World w) => new(PlaceKey.Everywhere);

    public override GiveOutcome Decide(World w)
    {
        var source = w.Open(Source, Limits.None, PlaceKey.Everywhere);
        var goal = w.Open(Goal, Limits.NotBelowZero, PlaceKey.Everywhere);
        var entry = new Entry
        {
            Id = Id,
            Cell = Cell,
            Kind = IsHeld ? EntryKind.Hold : EntryKind.Post,
            Reason = Word,
            EffectiveOn = w.Today,
            Place = 1,
            Scope = PlaceKey.Everywhere,
            Legs = [new Leg(source.Id, source.Unit, -Points), new Leg(goal.Id, goal.Unit, Points)],
        };
        return w.Post(entry).Outcome == PostOutcome.Done ? GiveOutcome.Done : w.Refuse(GiveOutcome.Refused);
    }
}
