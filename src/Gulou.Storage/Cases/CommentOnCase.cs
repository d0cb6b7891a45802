using Gulou.Kernel.Cases;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>Adds a remark: everyone who may read a case may.</summary>
public sealed record CommentOnCase : CaseCommand
{
    public override string Verb => "cases.comment";

    public override string Capability => CasesCapabilities.See;

    private protected override CaseAct? Act(World w, LoadedCase loaded) => new AddComment();
}
