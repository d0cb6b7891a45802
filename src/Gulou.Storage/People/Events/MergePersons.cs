using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

public enum MergePersonsOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    SamePerson,
    NotRegistered,

    /// <summary>Both have an ID number: they are two people, or one number is wrong.</summary>
    TwoNumbers,

    /// <summary>The double is alone in its household: the households are joined first.</summary>
    AloneInHousehold,
}

/// <summary>
/// Makes one of two records of one person: the double ends and points to the one that is kept, which takes over the ID
/// number and phone it lacks. What refers to the double stays as it was written.
/// </summary>
public sealed record MergePersons : Command<MergePersonsOutcome>
{
    private IdentitiesIn? number;

    public required long KeepId { get; init; }
    public required long DoubleId { get; init; }

    public override string Verb => "people.merge";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w)
    {
        w.WithHousehold(Cell, KeepId);
        if (w.WithHousehold(Cell, DoubleId)?.IdHash is { } hash)
            w.All(number ??= new IdentitiesIn([hash]));
    }

    public override Target? Target(World w) => w.One<Person>(Cell, KeepId)?.AsTarget();

    public override MergePersonsOutcome Decide(World w)
    {
        var (keep, other) = (w.One<Person>(Cell, KeepId)!, w.One<Person>(Cell, DoubleId));
        if (other is null || !w.May(Capability, other.AsTarget()))
            return MergePersonsOutcome.NotAllowed;
        if (KeepId == DoubleId)
            return MergePersonsOutcome.SamePerson;
        if (keep.To is not null || other.To is not null)
            return MergePersonsOutcome.NotRegistered;
        if (keep.IdHash is not null && other.IdHash is not null)
            return MergePersonsOutcome.TwoNumbers;
        var household = other.HouseholdId is { } id ? w.One<Household>(Cell, id) : null;
        var left = household is null ? [] : w.All(new MembersOf(Cell, household.Id)).Without(other.Id);
        if (household is not null && left.Count == 0)
            return MergePersonsOutcome.AloneInHousehold;
        var recording = Recording.Begin(w, ActKind.Merged, w.Today, keep);
        recording.Keep(keep);
        recording.End(other, household, PersonEventKind.Doubled);
        if (household is not null)
            recording.Settle(household, left);
        (other.SuccessorCell, other.SuccessorId) = (keep.Cell, keep.Id);
        TakeOver(w, keep, other);
        recording.Happened(keep, PersonEventKind.Corrected, 0);
        w.Subject = keep.Id;
        return MergePersonsOutcome.Done;
    }

    private void TakeOver(World w, Person keep, Person other)
    {
        keep.Birthday ??= other.Birthday;
        keep.IsMale ??= other.IsMale;
        if (keep.PhoneHash is null)
            (keep.PhoneCipher, keep.PhoneHash, keep.PhoneTail) = (other.PhoneCipher, other.PhoneHash, other.PhoneTail);
        if (number is null || other.IdHash is null)
            return;
        (keep.IdCipher, keep.IdHash) = (other.IdCipher, other.IdHash);
        (other.IdCipher, other.IdHash) = (null, null);
        w.All(number).Single().PersonId = keep.Id;
    }
}
