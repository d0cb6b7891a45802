using Gulou.Kernel.Cases;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>The clock looks at what waits: automatic steps, counting, reminders, overdue marks, escalation.</summary>
public sealed record CaseClockTick : CaseCommand
{
    public required long WaitId { get; init; }

    public override string Verb => "cases.tick";

    public override string Capability => CasesCapabilities.Clock;

    /// <summary>
    /// The command for a wait at the time it was due: its id follows from both, so that several processes or a restart
    /// do it once.
    /// </summary>
    public static CaseClockTick For(CaseWait wait) =>
        new()
        {
            Id = ClientId.FromBytes(
                new Digest().Add(wait.Cell).Add(wait.Id).Add(wait.NextAt.Micros).Take().AsSpan(0, ClientId.Size)
            ),
            Cell = wait.Cell,
            CaseId = wait.CaseId,
            WaitId = wait.Id,
        };

    private protected override CaseAct? Act(World w, LoadedCase loaded) => new Tick(WaitId);
}
