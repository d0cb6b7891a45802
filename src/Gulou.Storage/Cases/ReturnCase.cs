using Gulou.Kernel.Cases;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>Sends a case back to an earlier state, with a reason (驳回).</summary>
public sealed record ReturnCase : CaseCommand
{
    public required string Step { get; init; }

    /// <summary>The state.</summary>
    public required string To { get; init; }

    public override string Verb => "cases.return";

    private protected override CaseAct? Act(World w, LoadedCase loaded) => new ReturnTo(Step, To);
}
