using Gulou.Kernel.Cases;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

public enum NoteClockFailureOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NotWaiting,
}

/// <summary>The clock failed with a wait: the operator sees why, and it is tried again later and later.</summary>
public sealed record NoteClockFailure : Command<NoteClockFailureOutcome>
{
    public const int LongestText = 300;

    /// <summary>After the first failure; each further one doubles it.</summary>
    public static readonly TimeSpan FirstDelay = TimeSpan.FromMinutes(1);

    private const int MostDoublings = 10;

    public required long WaitId { get; init; }
    public required string Failure { get; init; }

    public override string Verb => "cases.note-failure";

    public override string Capability => CasesCapabilities.Clock;

    public override bool LeavesTrace => false;

    public override void Needs(World w) => w.One<CaseWait>(Cell, WaitId);

    public override Target? Target(World w) =>
        w.One<CaseWait>(Cell, WaitId) is { } wait ? new Target(wait.Scope) : null;

    public override NoteClockFailureOutcome Decide(World w)
    {
        var wait = w.One<CaseWait>(Cell, WaitId)!;
        if (wait.RetryAt > w.Now)
            return NoteClockFailureOutcome.NotWaiting;
        wait.RetryAt = w.Now.Plus(FirstDelay * (1 << Math.Min(wait.Failures, MostDoublings)));
        wait.Failures++;
        wait.Failure = Failure.Length > LongestText ? Failure[..LongestText] : Failure;
        return NoteClockFailureOutcome.Done;
    }
}
