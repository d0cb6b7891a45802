using Gulou.Kernel.Cases;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>Drops a signer one has added, who has not signed yet (减签).</summary>
public sealed record DropCaseSigner : CaseCommand
{
    public required long WaitId { get; init; }

    public override string Verb => "cases.drop-signer";

    private protected override CaseAct? Act(World w, LoadedCase loaded) => new DropSigner(WaitId);
}
