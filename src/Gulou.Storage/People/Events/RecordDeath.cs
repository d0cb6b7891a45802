using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

public enum RecordDeathOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NotRegistered,
    DayInFuture,

    /// <summary>Args: since when the person is registered in the household.</summary>
    BeforeRegistered,
    NewHeadNotMember,
}

/// <summary>Records a death; where the head died, another member becomes the head.</summary>
public sealed record RecordDeath : Command<RecordDeathOutcome>
{
    public required long PersonId { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>Who becomes the head if the head died; without a word the spouse, else the eldest.</summary>
    public long? NewHeadId { get; init; }

    public override string Verb => "people.record-death";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w) => w.WithHousehold(Cell, PersonId);

    public override Target? Target(World w) => w.One<Person>(Cell, PersonId)?.AsTarget();

    public override RecordDeathOutcome Decide(World w)
    {
        var person = w.One<Person>(Cell, PersonId)!;
        if (person.To is not null)
            return RecordDeathOutcome.NotRegistered;
        if (On > w.Today)
            return RecordDeathOutcome.DayInFuture;
        if (On < person.From)
            return w.Refuse(RecordDeathOutcome.BeforeRegistered, person.From);
        var leaving = new Leaving(w, person);
        if (!leaving.TryName(NewHeadId, out var head))
            return RecordDeathOutcome.NewHeadNotMember;
        leaving.End(ActKind.Died, PersonEventKind.Died, On, head);
        return RecordDeathOutcome.Done;
    }
}
