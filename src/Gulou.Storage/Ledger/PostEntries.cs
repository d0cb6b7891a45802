using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Ledger;

/// <summary>
/// Brings several entries to the ledger as an atomic group: all stand or none does. A batch of independent entries is
/// several commands; one that holds groups is both kinds of command mixed.
/// </summary>
public sealed record PostEntries : Command<PostOutcome>
{
    public required IReadOnlyList<Entry> Entries { get; init; }

    public override string Verb => PostEntry.Post;

    public override string Capability => PostEntry.Post;

    public override void Needs(World w)
    {
        foreach (var entry in Entries)
            PostEntry.Needs(w, entry);
    }

    /// <summary>A group that reaches over several places takes the right to the lowest one that holds them.</summary>
    public override Target? Target(World w) =>
        new(Entries.Select(entry => PostEntry.Reach(w, entry)).Aggregate((a, b) => a.With(b)));

    public override PostOutcome Decide(World w)
    {
        for (var i = 0; i < Entries.Count; i++)
        {
            var answer = w.Post(Entries[i]);
            if (answer.Outcome != PostOutcome.Done)
                return w.Refuse(answer.Outcome, i, answer.Field ?? "");
        }
        return PostOutcome.Done;
    }

    /// <summary>What became of each entry: the one at fault is named, the others say that they fell with it.</summary>
    public IReadOnlyList<PostOutcome> Each(Answer<PostOutcome> answer) =>
        [
            .. Entries.Select(
                (_, i) => answer.Args is [int fault, ..] && fault != i ? PostOutcome.FellWithItsGroup : answer.Outcome
            ),
        ];
}
