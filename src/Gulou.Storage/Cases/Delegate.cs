using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

public enum DelegateOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NothingToDelegate,
    WrongDays,
    NotInOffice,
    OverlapsAnother,
}

/// <summary>Lets someone in office act on cases while one is away (委派). Votes are never given for another.</summary>
public sealed record Delegate : Command<DelegateOutcome>
{
    /// <summary>The longest time away, in days.</summary>
    public const int LongestDays = 180;

    /// <summary>Who is away, of the command's cell.</summary>
    public required long PersonId { get; init; }

    public required long ToPersonId { get; init; }
    public required int ToCell { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>First day no longer.</summary>
    public required DateOnly Until { get; init; }

    public override string Verb => "cases.delegate";

    public override string Capability => CasesCapabilities.Delegate;

    public override void Needs(World w)
    {
        w.One<Person>(Cell, PersonId);
        w.All(new AppointmentsOf(PersonId, w.Today));
        w.All(new DelegationsOf(PersonId, w.Today));
        CaseActors.Colleague(w, ToCell, ToPersonId);
    }

    public override Target? Target(World w) =>
        w.One<Person>(Cell, PersonId) is { To: null } person
            ? new Target(person.Scope, person.HouseholdId, person.Id)
            : null;

    public override DelegateOutcome Decide(World w)
    {
        var own = w.All(new AppointmentsOf(PersonId, w.Today)).Where(a => a.InForce(w.Today)).ToList();
        if (own.Count == 0)
            return DelegateOutcome.NothingToDelegate;
        if (From < w.Today || Until <= From || Until > From.AddDays(LongestDays))
            return w.Refuse(DelegateOutcome.WrongDays, LongestDays);
        var to = CaseActors.Colleague(w, ToCell, ToPersonId);
        var isNear = to?.Seats.Any(seat => own.Exists(a => AreNear(a.Scope, seat.Scope))) ?? false;
        if (!isNear || ToPersonId == PersonId)
            return DelegateOutcome.NotInOffice;
        if (w.All(new DelegationsOf(PersonId, w.Today)).Any(d => d.From < Until && From < d.Until))
            return DelegateOutcome.OverlapsAnother;
        var delegation = new Delegation
        {
            Cell = Cell,
            Id = w.NewId(),
            PersonId = PersonId,
            ToPersonId = ToPersonId,
            From = From,
            Until = Until,
        };
        w.Add(delegation);
        w.Subject = delegation.Id;
        return DelegateOutcome.Done;
    }

    /// <summary>In office over the same place, or one above the other.</summary>
    private static bool AreNear(PlaceKey one, PlaceKey other) => one.Range.Contains(other) || other.Range.Contains(one);
}
