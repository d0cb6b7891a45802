using System.Diagnostics;
using Gulou.Kernel.Audit;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;

namespace Gulou.Storage.Commands;

/// <summary>
/// Something that was done and is to be written: its audit record, the entries it recorded, and the hashes of what else
/// its record stands for.
/// </summary>
internal sealed record Done(AuditRecord Audit, IReadOnlyList<RecordedEntry> Posted, IReadOnlyList<byte[]> Seals)
{
    /// <summary>The entries' hashes, in the same order.</summary>
    public IReadOnlyList<byte[]> Hashes { get; set; } = [];
}

/// <summary>A command on its way, with the caller who waits for it.</summary>
internal abstract class Job(Actor actor, Command command)
{
    public Actor Actor { get; } = actor;
    public Command Command { get; } = command;
    public World World { get; set; } = null!;

    /// <summary>When it was asked for, by the machine's own count.</summary>
    public long AskedAt { get; } = TimeProvider.System.GetTimestamp();

    /// <summary>The trace that its transaction belongs to.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    /// <summary>How long it waited for its group, and how large that was; known when it is answered.</summary>
    public (TimeSpan Waited, int Group) Went { get; set; }

    /// <summary>Decides and keeps the answer; true when something is to be written.</summary>
    public abstract bool Decide();

    public abstract void Refuse(Refusal refusal);

    public abstract void Replay(long subject);

    /// <summary>Tells the caller; only after COMMIT, or when nothing was written.</summary>
    public abstract void Tell();

    public abstract void Fail(Exception exception);
}

internal enum Refusal
{
    NotAllowed,
    IdUsedWithOtherContent,
}

internal sealed class Job<TOutcome>(Actor actor, Command<TOutcome> command) : Job(actor, command)
    where TOutcome : struct, Enum
{
    private readonly TaskCompletionSource<Answer<TOutcome>> caller = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private Answer<TOutcome>? answer;

    public Task<Answer<TOutcome>> Answer => caller.Task;

    public override bool Decide()
    {
        var outcome = command.Decide(World);
        answer = new Answer<TOutcome>(outcome, World.Subject, World.Replayed, World.Args);
        return answer.IsDone && !answer.Replayed;
    }

    public override void Refuse(Refusal refusal) =>
        answer = new Answer<TOutcome>(
            refusal == Refusal.NotAllowed ? Outcomes<TOutcome>.NotAllowed : Outcomes<TOutcome>.IdUsedWithOtherContent,
            0,
            false,
            []
        );

    public override void Replay(long subject) => answer = new Answer<TOutcome>(default, subject, true, []);

    public override void Tell() => caller.TrySetResult(answer!);

    public override void Fail(Exception exception) => caller.TrySetException(exception);
}
