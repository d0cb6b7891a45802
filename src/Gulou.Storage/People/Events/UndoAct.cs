using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People;

public enum UndoActOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    UndoneAlready,

    /// <summary>What undid something is not undone: the thing is recorded anew.</summary>
    IsUndoing,

    /// <summary>Args: the longest reason, in characters.</summary>
    ReasonMissing,

    /// <summary>Args: how many people at most.</summary>
    TooMany,

    /// <summary>Someone it concerns was changed since; the later act is undone first.</summary>
    ChangedSince,

    /// <summary>Points it handed over are spent already; when there are enough again it can be undone.</summary>
    [MayRetry]
    BalanceUsed,

    /// <summary>
    /// A household it founded has points of its own, or some on notice: they would be nobody's. It is joined to the
    /// other one instead, which takes them along.
    /// </summary>
    [MayRetry]
    PointsSince,
}

/// <summary>
/// Reverses an act by another one: people and households are what they were before, every event gets its opposite, and
/// both stay to be read. A move between counties is undone on both sides, by whichever side asks.
/// </summary>
public sealed record UndoAct : Command<UndoActOutcome>
{
    public const int LongestReason = 100;

    /// <summary>A long list is not undone at once.</summary>
    public const int MostPeople = 60;

    private IdentitiesIn? numbers;

    public required long ActId { get; init; }
    public required string Reason { get; init; }

    public override string Verb => "people.undo";

    public override string Capability => PeopleCapabilities.Record;

    public override string? Remark => Reason.Trim();

    public override void Needs(World w)
    {
        if (w.One<Act>(Cell, ActId) is not { } act)
            return;
        var sides = Sides(w, act);
        foreach (var side in sides)
            side.Needs();
        if (sides.Sum(s => s.People.Count) is > 0 and <= MostPeople)
            w.All(Numbers(sides));
        if (act.Entry is { } entry)
            w.Entry(Cell, entry);
    }

    public override Target? Target(World w) => w.One<Act>(Cell, ActId) is { } act ? new Target(act.Scope) : null;

    public override UndoActOutcome Decide(World w)
    {
        var act = w.One<Act>(Cell, ActId)!;
        if (act.UndoneBy is not null)
            return UndoActOutcome.UndoneAlready;
        if (act.Kind == ActKind.Undone)
            return UndoActOutcome.IsUndoing;
        if (Reason.Trim().Length is 0 or > LongestReason)
            return w.Refuse(UndoActOutcome.ReasonMissing, LongestReason);
        var sides = Sides(w, act);
        if (sides.Sum(s => s.People.Count) > MostPeople)
            return w.Refuse(UndoActOutcome.TooMany, MostPeople);
        if (sides.Any(s => s.ChangedSince))
            return UndoActOutcome.ChangedSince;
        foreach (var side in sides)
            side.Undo(Reason.Trim());
        if (sides.Any(s => !s.IsSound) || (sides.Sum(s => s.People.Count) > 0 && !RestoreNumbers(w, sides)))
            return UndoActOutcome.ChangedSince;
        if (act.Entry is { } entry && !Reverse(w, act, entry))
            return UndoActOutcome.BalanceUsed;
        if (sides.Any(s => s.LeavesBalances))
            return UndoActOutcome.PointsSince;
        w.Subject = act.Id;
        return UndoActOutcome.Done;
    }

    private static List<ActUndoing> Sides(World w, Act act)
    {
        var sides = new List<ActUndoing> { new(w, act) };
        if (act is { OtherCell: { } cell, OtherAct: { } id } && w.One<Act>(cell, id) is { } other)
            sides.Add(new ActUndoing(w, other));
        return sides;
    }

    private IdentitiesIn Numbers(List<ActUndoing> sides) =>
        numbers is { } known && known.Hashes.Count == sides.Sum(s => s.Hashes.Count)
            ? known
            : numbers = new IdentitiesIn([.. sides.SelectMany(s => s.Hashes)]);

    /// <summary>
    /// Every number leads to whom it belongs again; false when somebody else was registered with it since.
    /// </summary>
    private bool RestoreNumbers(World w, List<ActUndoing> sides)
    {
        var people = sides.SelectMany(s => s.People).ToList();
        var rows = w.All(Numbers(sides)).ToDictionary(i => Convert.ToHexString(i.IdHash));
        var owners = people.Where(p => p.IdHash is not null).ToDictionary(p => Convert.ToHexString(p.IdHash!));
        foreach (var hash in numbers!.Hashes.DistinctBy(Convert.ToHexString))
        {
            var text = Convert.ToHexString(hash);
            var row = rows.GetValueOrDefault(text);
            if (row is not null && !people.Exists(p => p.Id == row.PersonId))
                return false;
            if (!owners.TryGetValue(text, out var owner))
            {
                if (row is not null)
                    w.Remove(row);
            }
            else if (row is not null)
                (row.Cell, row.PersonId) = (owner.Cell, owner.Id);
            else
                w.Add(
                    new Identity
                    {
                        IdHash = hash,
                        Cell = owner.Cell,
                        PersonId = owner.Id,
                    }
                );
        }
        return true;
    }

    private bool Reverse(World w, Act act, ClientId entry)
    {
        var posted = w.Entry(Cell, entry)!.Entry;
        var answer = w.Post(
            posted with
            {
                Id = Id.Derive("reverse"),
                Kind = EntryKind.Reverse,
                Reason = "people.undo",
                EffectiveOn = w.Today,
                Target = entry,
                Subject = act.Id,
                Legs = [],
            }
        );
        return answer.Outcome == PostOutcome.Done;
    }
}
