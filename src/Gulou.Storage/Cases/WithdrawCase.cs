using Gulou.Kernel.Cases;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>Takes a case back (撤销).</summary>
public sealed record WithdrawCase : CaseCommand
{
    public override string Verb => "cases.withdraw";

    private protected override CaseAct? Act(World w, LoadedCase loaded) => new Withdraw();
}
