using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People;

public enum MoveInOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    HouseholdGone,

    /// <summary>Households sit in villages, in grids that have households, and in units.</summary>
    PlaceUnfit,
    DayInFuture,

    /// <summary>Args: the longest, in characters.</summary>
    NoteTooLong,
    NoMembers,

    /// <summary>A new household needs exactly one head.</summary>
    NotOneHead,

    /// <summary>A household that stands has its head. Args of this and all below: which member, from 1.</summary>
    HeadThereAlready,
    NameUnreadable,
    NumberDisagrees,

    /// <summary>Born after the day of the move.</summary>
    BornLater,
    NumberTwice,

    /// <summary>The person of this ID number is recorded as dead.</summary>
    Died,

    /// <summary>The person of this ID number is in this household.</summary>
    ThereAlready,

    /// <summary>The ID number belongs to somebody of another name.</summary>
    NameDiffers,

    /// <summary>Somebody of this ID number is registered elsewhere; <see cref="MoveIn.TakeOver"/> moves them.</summary>
    RegisteredElsewhere,

    /// <summary>People from two other counties move in two acts.</summary>
    FromTwoCounties,

    /// <summary>Args: which member; since when registered where he or she comes from.</summary>
    BeforeRegistered,
}

/// <summary>
/// Records that people moved in, into a household or founding one. Who is known by ID number is not entered again: the
/// record goes on, and where it lay in another county, it ends there and goes on here in the same transaction.
/// </summary>
public sealed record MoveIn : Command<MoveInOutcome>
{
    private IdentitiesIn? numbers;

    /// <summary>Into this household; null founds one at <see cref="PlaceId"/>.</summary>
    public long? HouseholdId { get; init; }

    /// <summary>Where the new household is.</summary>
    public long? PlaceId { get; init; }

    /// <summary>The new household's door.</summary>
    public string Door { get; init; } = "";

    public required DateOnly On { get; init; }

    /// <summary>Where from, in words; may be empty.</summary>
    public string From { get; init; } = "";

    public required IReadOnlyList<NewMember> Members { get; init; }

    /// <summary>Moves those who are registered elsewhere; without it they are refused.</summary>
    public bool TakeOver { get; init; }

    public override string Verb => "people.move-in";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w)
    {
        if (HouseholdId is { } id && w.One<Household>(Cell, id) is { } household)
            w.PlaceOf(Cell, household.PlaceId);
        if (PlaceId is { } place)
            w.PlaceOf(Cell, place);
        foreach (var known in w.All(Numbers(w.Vault)))
            w.WithHousehold(known.Cell, known.PersonId);
    }

    public override Target? Target(World w)
    {
        if (HouseholdId is { } id)
            return w.One<Household>(Cell, id) is { } household ? new Target(household.Scope, household.Id) : null;
        return PlaceId is { } place && w.PlaceOf(Cell, place) is { } found ? new Target(found.Key) : null;
    }

    public override MoveInOutcome Decide(World w)
    {
        var household = HouseholdId is { } id ? w.One<Household>(Cell, id) : null;
        if (household is { To: not null })
            return MoveInOutcome.HouseholdGone;
        var place = w.PlaceOf(Cell, household?.PlaceId ?? PlaceId!.Value)!;
        if (household is null && !place.TakesHouseholds())
            return MoveInOutcome.PlaceUnfit;
        if (On > w.Today)
            return MoveInOutcome.DayInFuture;
        if (From.Trim().Length > MoveOut.LongestNote)
            return w.Refuse(MoveInOutcome.NoteTooLong, MoveOut.LongestNote);
        if (Members.Count == 0)
            return MoveInOutcome.NoMembers;
        if (household is null && Members.Count(m => m.Relation == Relation.Head) != 1)
            return MoveInOutcome.NotOneHead;
        if (Check(w, household) is { Outcome: not MoveInOutcome.Done } fault)
            return w.Refuse(fault.Outcome, [fault.Member, .. fault.Args]);
        Record(w, household, place);
        return MoveInOutcome.Done;
    }

    /// <summary>
    /// The first fault of the household by precedence: where they are registered is said when all else is right.
    /// </summary>
    private (MoveInOutcome Outcome, int Member, object[] Args) Check(World w, Household? household)
    {
        var mine = new HashSet<CitizenId>();
        int? otherCounty = null;
        var first = default((MoveInOutcome Outcome, int Member, object[] Args));
        for (var i = 0; i < Members.Count; i++)
        {
            var known = Known(w, Members[i]);
            var (outcome, args) = (Check(w, Members[i], known, household, mine), Array.Empty<object>());
            if (outcome == MoveInOutcome.Done && known is not null)
            {
                if (known.Cell != Cell && (otherCounty ??= known.Cell) != known.Cell)
                    outcome = MoveInOutcome.FromTwoCounties;
                else if (On < (known.To ?? known.From))
                    (outcome, args) = (MoveInOutcome.BeforeRegistered, [known.To ?? known.From]);
            }
            if (outcome != MoveInOutcome.Done && (first.Outcome == MoveInOutcome.Done || outcome < first.Outcome))
                first = (outcome, i + 1, args);
        }
        return first;
    }

    private MoveInOutcome Check(World w, NewMember member, Person? known, Household? household, HashSet<CitizenId> mine)
    {
        if (household is not null && member.Relation == Relation.Head)
            return MoveInOutcome.HeadThereAlready;
        if (!PersonName.TryNormalise(member.Name, out var name))
            return MoveInOutcome.NameUnreadable;
        if (member.CitizenId is { } number && !Entering.Agrees(number, member))
            return MoveInOutcome.NumberDisagrees;
        if ((member.CitizenId?.Birthday ?? member.Birthday) > On)
            return MoveInOutcome.BornLater;
        if (member.CitizenId is { } own && !mine.Add(own))
            return MoveInOutcome.NumberTwice;
        if (known is null)
            return MoveInOutcome.Done;
        if (known.EndedBy == PersonEventKind.Died)
            return MoveInOutcome.Died;
        if (known.To is null && household is not null && known.HouseholdId == household.Id && known.Cell == Cell)
            return MoveInOutcome.ThereAlready;
        if (known.Name != name)
            return MoveInOutcome.NameDiffers;
        return known.To is null && !TakeOver ? MoveInOutcome.RegisteredElsewhere : MoveInOutcome.Done;
    }

    private void Record(World w, Household? household, Place place)
    {
        var recording = Recording.Begin(w, ActKind.MovedIn, On, place);
        recording.Act.Note = From.Trim();
        household ??= recording.Found(place, Door, HouseholdEventKind.MovedIn);
        Recording? sending = null;
        var left = new Dictionary<(int Cell, long Id), List<long>>();
        foreach (var member in Members)
        {
            var known = Known(w, member);
            if (known is { To: null, HouseholdId: { } from })
            {
                if (!left.TryGetValue((known.Cell, from), out var gone))
                    left.Add((known.Cell, from), gone = []);
                gone.Add(known.Id);
            }
            if (known is not null && known.Cell != Cell)
                sending ??= Sending(w, recording, known);
            Bring(w, member, known, household, place, recording, sending);
        }
        foreach (var ((cell, id), gone) in left)
        {
            var old = w.One<Household>(cell, id)!;
            var there = cell == Cell ? recording : sending!;
            there.Settle(old, w.All(new MembersOf(cell, id)).Without(gone));
        }
        w.Subject = household.Id;
    }

    private void Bring(
        World w,
        NewMember member,
        Person? known,
        Household household,
        Place place,
        Recording here,
        Recording? sending
    )
    {
        if (known is null)
        {
            var person = Entering.New(member, w, place);
            here.Add(person);
            here.Enter(person, household, PersonEventKind.MovedIn);
            return;
        }
        var from = known.To is null && known.HouseholdId is { } id ? w.One<Household>(known.Cell, id) : null;
        if (known.Cell != Cell)
            TakeAcross(w, member, known, from, household, place, here, sending!);
        else if (from is not null)
        {
            here.Act.TakenOver |= from.Scope.At(PlaceLevel.Village) != household.Scope.At(PlaceLevel.Village);
            here.Transfer(known, from, household, member.Relation);
        }
        else
        {
            here.Keep(known);
            known.Relation = member.Relation;
            here.Enter(known, household, PersonEventKind.MovedIn);
        }
    }

    /// <summary>The record ends in its county, a successor begins here, and the ID number leads to it.</summary>
    private static void TakeAcross(
        World w,
        NewMember member,
        Person known,
        Household? from,
        Household household,
        Place place,
        Recording here,
        Recording sending
    )
    {
        if (known.To is null)
            sending.End(known, from, PersonEventKind.MovedOut);
        else
            sending.Keep(known);
        var person = known.Copy(w.NewId(), place);
        person.Relation = member.Relation;
        (known.SuccessorCell, known.SuccessorId, known.IdHash) = (person.Cell, person.Id, null);
        (person.FormerCell, person.FormerId) = (known.Cell, known.Id);
        here.Add(person);
        here.Enter(person, household, PersonEventKind.MovedIn);
        var identity = w.All(((MoveIn)w.Command).Numbers(w.Vault)).First(i => i.PersonId == known.Id);
        (identity.Cell, identity.PersonId) = (person.Cell, person.Id);
    }

    private Recording Sending(World w, Recording here, Person known)
    {
        var sending = Recording.Begin(w, ActKind.MovedOut, On, known);
        sending.Act.TakenOver = true;
        (sending.Act.OtherCell, sending.Act.OtherAct) = (here.Act.Cell, here.Act.Id);
        (here.Act.OtherCell, here.Act.OtherAct) = (sending.Act.Cell, sending.Act.Id);
        return sending;
    }

    private Person? Known(World w, NewMember member)
    {
        if (member.CitizenId is not { } number)
            return null;
        var hashes = w.Vault.Hashes(Purpose.CitizenId, number.Value);
        return
            w.All(Numbers(w.Vault)).FirstOrDefault(i => hashes.Any(h => i.IdHash.AsSpan().SequenceEqual(h)))
                is { } identity
            ? w.One<Person>(identity.Cell, identity.PersonId)
            : null;
    }

    private IdentitiesIn Numbers(Vault vault) =>
        numbers ??= new IdentitiesIn([
            .. Members
                .Where(m => m.CitizenId is not null)
                .SelectMany(m => vault.Hashes(Purpose.CitizenId, m.CitizenId!.Value.Value)),
        ]);
}
