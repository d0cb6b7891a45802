using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People;

public enum RecordBirthOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    HouseholdGone,
    DayInFuture,
    NameUnreadable,

    /// <summary>A household has one head already.</summary>
    HeadThereAlready,

    /// <summary>The ID number tells another birthday or sex than was entered.</summary>
    NumberDisagrees,

    /// <summary>Somebody registered bears this ID number.</summary>
    NumberTaken,
}

/// <summary>Records a birth into a household; the day is the child's birthday.</summary>
public sealed record RecordBirth : Command<RecordBirthOutcome>
{
    private IdentitiesIn? sameNumber;

    public required long HouseholdId { get; init; }
    public required DateOnly On { get; init; }
    public required string Name { get; init; }
    public bool? IsMale { get; init; }
    public string Ethnicity { get; init; } = "";

    /// <summary>How the child stands to the head.</summary>
    public Relation Relation { get; init; } = Relation.Child;

    public CitizenId? CitizenId { get; init; }

    public override string Verb => "people.record-birth";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w)
    {
        if (w.One<Household>(Cell, HouseholdId) is { } household)
            w.PlaceOf(Cell, household.PlaceId);
        if (CitizenId is not null)
            w.All(SameNumber(w.Vault));
    }

    public override Target? Target(World w) =>
        w.One<Household>(Cell, HouseholdId) is { } household ? new Target(household.Scope, household.Id) : null;

    public override RecordBirthOutcome Decide(World w)
    {
        var household = w.One<Household>(Cell, HouseholdId)!;
        if (household.To is not null)
            return RecordBirthOutcome.HouseholdGone;
        if (On > w.Today)
            return RecordBirthOutcome.DayInFuture;
        if (!PersonName.TryNormalise(Name, out _))
            return RecordBirthOutcome.NameUnreadable;
        if (Relation == Relation.Head)
            return RecordBirthOutcome.HeadThereAlready;
        if (CitizenId is { } number && (number.Birthday != On || (IsMale ?? number.IsMale) != number.IsMale))
            return RecordBirthOutcome.NumberDisagrees;
        if (CitizenId is not null && w.All(SameNumber(w.Vault)).Count > 0)
            return RecordBirthOutcome.NumberTaken;
        var recording = Recording.Begin(w, ActKind.Born, On, household);
        var child = new NewMember
        {
            Name = Name,
            Relation = Relation,
            CitizenId = CitizenId,
            Birthday = On,
            IsMale = IsMale,
            Ethnicity = Ethnicity,
        };
        var person = Entering.New(child, w, w.PlaceOf(Cell, household.PlaceId)!);
        recording.Add(person);
        recording.Enter(person, household, PersonEventKind.Born);
        w.Subject = household.Id;
        return RecordBirthOutcome.Done;
    }

    private IdentitiesIn SameNumber(Vault vault) =>
        sameNumber ??= new IdentitiesIn(vault.Hashes(Purpose.CitizenId, CitizenId!.Value.Value));
}
