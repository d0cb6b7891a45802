using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

public enum ReplaceCardOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    HouseholdGone,
}

/// <summary>Gives a household a new card; the old one finds nothing from then on.</summary>
public sealed record ReplaceCard : Command<ReplaceCardOutcome>
{
    public required long HouseholdId { get; init; }

    public override string Verb => "people.replace-card";

    public override string Capability => PeopleCapabilities.Card;

    public override void Needs(World w) => w.One<Household>(Cell, HouseholdId);

    public override Target? Target(World w) =>
        w.One<Household>(Cell, HouseholdId) is { } household ? new Target(household.Scope, household.Id) : null;

    public override ReplaceCardOutcome Decide(World w)
    {
        var household = w.One<Household>(Cell, HouseholdId)!;
        if (household.To is not null)
            return ReplaceCardOutcome.HouseholdGone;
        household.CardToken = CardToken.For(w, Id);
        w.Subject = household.Id;
        return ReplaceCardOutcome.Done;
    }
}
