using Gulou.Kernel.Cases;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>Something done with a case: the engine decides, and what it answers is written.</summary>
public abstract record CaseCommand : Command<CaseOutcome>
{
    public const int LongestComment = 500;

    public required long CaseId { get; init; }

    /// <summary>A remark or reason; kept beside the log, where it can be erased.</summary>
    public string Comment { get; init; } = "";

    public override string Capability => CasesCapabilities.Act;

    public sealed override void Needs(World w)
    {
        if (LoadedCase.Of(w, Cell, CaseId) is not { } loaded)
            return;
        CaseActors.Of(w);
        NeedsMore(w, loaded);
        // Which effects are due is known only when all of the case is.
        if (!w.HasMissingRows && Answer(w, loaded) is { } answered)
            new CaseWriting(w, loaded.Type, loaded.Scene).Needs(answered);
    }

    public sealed override Target? Target(World w) => LoadedCase.Of(w, Cell, CaseId)?.TargetFor(CaseActors.Of(w));

    public sealed override CaseOutcome Decide(World w)
    {
        var loaded = LoadedCase.Of(w, Cell, CaseId)!;
        if (Comment.Length > LongestComment)
            return w.Refuse(CaseOutcome.RemarkMissing, LongestComment);
        if (Answer(w, loaded) is not { } answered)
            return CaseOutcome.NotAllowed;
        if (CaseOutcome.WrongSubject.ComesBefore(answered.Outcome) && !IsSound(w, loaded))
            return CaseOutcome.WrongSubject;
        // Beside a secret vote nothing is kept that could tell what it was.
        var isSecret = answered.Changes?.Sign?.Vote == CaseVote.Secret;
        return new CaseWriting(w, loaded.Type, loaded.Scene).Write(answered, isSecret ? "" : Comment.Trim());
    }

    /// <summary>Asks for what <see cref="Act"/> and <see cref="IsSound"/> read besides the case.</summary>
    private protected virtual void NeedsMore(World w, LoadedCase loaded) { }

    /// <summary>Whether all that is named is there.</summary>
    private protected virtual bool IsSound(World w, LoadedCase loaded) => true;

    /// <summary>What is wanted; null when there is no such thing, and then it is not allowed.</summary>
    private protected abstract CaseAct? Act(World w, LoadedCase loaded);

    private CaseAnswered? Answer(World w, LoadedCase loaded) =>
        Act(w, loaded) is not { } act
            ? null
            : CaseFlow.Decide(
                loaded.Type,
                loaded.Scene,
                act with
                {
                    Remark = Comment.Trim(),
                },
                CaseActors.Of(w),
                w.Now,
                w.Definitions.Get<WorkCalendar>()
            );
}
