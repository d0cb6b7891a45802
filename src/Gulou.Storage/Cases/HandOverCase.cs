using Gulou.Kernel.Cases;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>Hands what waits to someone else in office (转办).</summary>
public sealed record HandOverCase : CaseCommand
{
    public required long WaitId { get; init; }

    /// <summary>To whom.</summary>
    public required long ToPersonId { get; init; }

    /// <summary>The cell that person is registered in.</summary>
    public required int ToCell { get; init; }

    public override string Verb => "cases.hand-over";

    private protected override void NeedsMore(World w, LoadedCase loaded) =>
        CaseActors.Colleague(w, ToCell, ToPersonId);

    private protected override CaseAct? Act(World w, LoadedCase loaded) =>
        CaseActors.Colleague(w, ToCell, ToPersonId) is { } to ? new HandOver(WaitId, to) : null;
}
