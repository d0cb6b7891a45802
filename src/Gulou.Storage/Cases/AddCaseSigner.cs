using Gulou.Kernel.Cases;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>Adds a signer: one more who must agree (加签).</summary>
public sealed record AddCaseSigner : CaseCommand
{
    public required string Step { get; init; }

    /// <summary>To whom.</summary>
    public required long ToPersonId { get; init; }

    /// <summary>The cell that person is registered in.</summary>
    public required int ToCell { get; init; }

    public override string Verb => "cases.add-signer";

    private protected override void NeedsMore(World w, LoadedCase loaded) =>
        CaseActors.Colleague(w, ToCell, ToPersonId);

    private protected override CaseAct? Act(World w, LoadedCase loaded) =>
        CaseActors.Colleague(w, ToCell, ToPersonId) is { } to ? new AddSigner(Step, to) : null;
}
