using Gulou.Kernel.Cases;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>Ends a case as a duplicate of another, which goes on.</summary>
public sealed record MergeCases : CaseCommand
{
    /// <summary>The case that goes on.</summary>
    public required long IntoId { get; init; }

    public override string Verb => "cases.merge";

    private protected override void NeedsMore(World w, LoadedCase loaded) => LoadedCase.Of(w, Cell, IntoId);

    private protected override CaseAct? Act(World w, LoadedCase loaded) =>
        LoadedCase.Of(w, Cell, IntoId) is { } other && other.IsSeenBy(w, CaseActors.Of(w))
            ? new MergeInto(other.Record)
            : null;
}
