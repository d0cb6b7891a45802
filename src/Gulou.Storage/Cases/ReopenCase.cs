using Gulou.Kernel.Cases;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>Opens an ended case again.</summary>
public sealed record ReopenCase : CaseCommand
{
    public override string Verb => "cases.reopen";

    private protected override CaseAct? Act(World w, LoadedCase loaded) => new Reopen();
}
