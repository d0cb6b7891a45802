using Gulou.Kernel.Cases;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>Gives someone in office a copy (抄送).</summary>
public sealed record CopyCase : CaseCommand
{
    /// <summary>To whom.</summary>
    public required long ToPersonId { get; init; }

    /// <summary>The cell that person is registered in.</summary>
    public required int ToCell { get; init; }

    public override string Verb => "cases.copy";

    private protected override void NeedsMore(World w, LoadedCase loaded) =>
        CaseActors.Colleague(w, ToCell, ToPersonId);

    private protected override CaseAct? Act(World w, LoadedCase loaded) =>
        CaseActors.Colleague(w, ToCell, ToPersonId) is { } to ? new CopyTo(to) : null;
}
