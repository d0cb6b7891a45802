using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

/// <summary>What of a balance goes to the new household, in the unit's minor scale.</summary>
public sealed record Share(AccountKind Kind, long Unit, long Amount);

public enum SplitHouseholdOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    HouseholdGone,

    /// <summary>Households sit in villages, in grids that have households, and in units.</summary>
    PlaceUnfit,
    DayInFuture,
    NoMembers,

    /// <summary>Somebody has to stay; else the household is moved, not split.</summary>
    NobodyStays,
    NotOneHead,

    /// <summary>Not a member of this household. Args: which one, from 1.</summary>
    NotMember,

    /// <summary>Args: which one; since when registered in the household.</summary>
    BeforeRegistered,

    /// <summary>The old household has less than the share; more may come.</summary>
    [MayRetry]
    ShareTooLarge,
}

/// <summary>
/// Splits members off into a new household, in the same village or another of the county. Balances stay with the old
/// household, but for shares that are named.
/// </summary>
public sealed record SplitHousehold : Command<SplitHouseholdOutcome>
{
    public required long HouseholdId { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>Who goes, and what each is to the new head; exactly one is the head.</summary>
    public required IReadOnlyList<Mover> Movers { get; init; }

    /// <summary>Where the new household is.</summary>
    public required long PlaceId { get; init; }

    public string Door { get; init; } = "";

    public IReadOnlyList<Share> Shares { get; init; } = [];

    public override string Verb => "people.split-household";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w)
    {
        w.WithMembers(Cell, HouseholdId);
        w.PlaceOf(Cell, PlaceId);
        foreach (var mover in Movers)
            w.One<Person>(Cell, mover.PersonId);
        foreach (var share in Shares)
            w.Lots(Of(share));
    }

    public override Target? Target(World w) =>
        w.One<Household>(Cell, HouseholdId) is { } household ? new Target(household.Scope, household.Id) : null;

    public override SplitHouseholdOutcome Decide(World w)
    {
        var household = w.One<Household>(Cell, HouseholdId)!;
        if (household.To is not null)
            return SplitHouseholdOutcome.HouseholdGone;
        var place = w.PlaceOf(Cell, PlaceId);
        if (!place.TakesHouseholds())
            return SplitHouseholdOutcome.PlaceUnfit;
        if (On > w.Today)
            return SplitHouseholdOutcome.DayInFuture;
        if (Movers.Count == 0)
            return SplitHouseholdOutcome.NoMembers;
        var members = w.All(new MembersOf(Cell, HouseholdId));
        if (members.Without(Movers.Select(m => m.PersonId)).Count == 0)
            return SplitHouseholdOutcome.NobodyStays;
        if (Movers.Count(m => m.Relation == Relation.Head) != 1)
            return SplitHouseholdOutcome.NotOneHead;
        for (var i = 0; i < Movers.Count; i++)
        {
            if (members.FirstOrDefault(p => p.Id == Movers[i].PersonId) is not { } person)
                return w.Refuse(SplitHouseholdOutcome.NotMember, i + 1);
            if (On < person.From)
                return w.Refuse(SplitHouseholdOutcome.BeforeRegistered, i + 1, person.From);
        }
        foreach (var share in Shares)
        {
            if (share.Amount <= 0 || w.Book.Available(Of(share), FromLot(w, share)) < share.Amount)
                return SplitHouseholdOutcome.ShareTooLarge;
        }
        var recording = Recording.Begin(w, ActKind.Split, On, household);
        var founded = recording.Found(place!, Door, HouseholdEventKind.SplitOff);
        recording.Carry(w, Movers, founded);
        var legs = Shares.SelectMany(share => w.Book.TakeOldest(Of(share), share.Amount, FromLot(w, share))!);
        recording.HandOver(w, [.. legs], founded, "people.split");
        w.Subject = founded.Id;
        return SplitHouseholdOutcome.Done;
    }

    private LotsKey Of(Share share) => new(Cell, HouseholdId, share.Kind, share.Unit);

    /// <summary>A lot of points is the year at whose end they expire: those that have are not handed on.</summary>
    private static long FromLot(World w, Share share) => share.Kind == AccountKind.Points ? w.Today.Year : 0;
}
