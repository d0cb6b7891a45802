using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

public enum MoveOutOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NotRegistered,
    DayInFuture,

    /// <summary>Args: since when the person is registered in the household.</summary>
    BeforeRegistered,
    NewHeadNotMember,

    /// <summary>Args: the longest, in characters.</summary>
    NoteTooLong,
}

/// <summary>
/// Records that a person moved away from the county; the ID number stays known should he or she return.
/// </summary>
public sealed record MoveOut : Command<MoveOutOutcome>
{
    public const int LongestNote = 100;

    public required long PersonId { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>Where to, in words; may be empty.</summary>
    public string To { get; init; } = "";

    /// <summary>Who becomes the head if the head moves; without a word the spouse, else the eldest.</summary>
    public long? NewHeadId { get; init; }

    public override string Verb => "people.move-out";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w) => w.WithHousehold(Cell, PersonId);

    public override Target? Target(World w) => w.One<Person>(Cell, PersonId)?.AsTarget();

    public override MoveOutOutcome Decide(World w)
    {
        var person = w.One<Person>(Cell, PersonId)!;
        if (person.To is not null)
            return MoveOutOutcome.NotRegistered;
        if (On > w.Today)
            return MoveOutOutcome.DayInFuture;
        if (On < person.From)
            return w.Refuse(MoveOutOutcome.BeforeRegistered, person.From);
        var leaving = new Leaving(w, person);
        if (!leaving.TryName(NewHeadId, out var head))
            return MoveOutOutcome.NewHeadNotMember;
        if (To.Trim().Length > LongestNote)
            return w.Refuse(MoveOutOutcome.NoteTooLong, LongestNote);
        leaving.End(ActKind.MovedOut, PersonEventKind.MovedOut, On, head, To);
        return MoveOutOutcome.Done;
    }
}
