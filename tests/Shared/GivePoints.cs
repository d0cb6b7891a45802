using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Testing;

public enum GivePointsOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>Points for a household at once, without deed and notice: what a test of the shop begins with.</summary>
internal sealed record GivePoints : Command<GivePointsOutcome>
{
    public required long HouseholdId { get; init; }
    public required long VillageId { get; init; }

    /// <summary>Hundredths.</summary>
    public required long Points { get; init; }

    public override string Verb => "test.give-points";

    public override string Capability => PointsCapabilities.Close;

    public override void Needs(World w)
    {
        w.One<Household>(Cell, HouseholdId);
        w.Lots(PointsAccounts.Of(Cell, HouseholdId));
        w.Lots(PointsAccounts.IssuedBy(Cell, VillageId));
    }

    public override Target? Target(World w) =>
        w.One<Household>(Cell, HouseholdId) is { } household ? new Target(household.Scope, household.Id) : null;

    public override GivePointsOutcome Decide(World w)
    {
        var scope = w.One<Household>(Cell, HouseholdId)!.Scope;
        var to = w.Open(PointsAccounts.Of(Cell, HouseholdId).Lot(w.Today.Year + 1), Limits.NotBelowZero, scope);
        var from = w.Open(PointsAccounts.IssuedBy(Cell, VillageId).Lot(0), Limits.None, scope.At(PlaceLevel.Village));
        w.MustPost(
            new Entry
            {
                Id = Id,
                Cell = Cell,
                Reason = Verb,
                EffectiveOn = w.Today,
                Place = VillageId,
                Scope = scope,
                Legs = [new Leg(from.Id, Unit.CivicPoints, -Points), new Leg(to.Id, Unit.CivicPoints, Points)],
            }
        );
        return GivePointsOutcome.Done;
    }
}
