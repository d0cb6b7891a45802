using Gulou.Kernel.Cases;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>
/// Goes on with a case: answers a step, enters a meeting's count, signs, votes. Which of them it is, the step says.
/// </summary>
public sealed record TakeStep : CaseCommand
{
    public required string Step { get; init; }

    /// <summary>The answer; to sign or vote <c>for</c>, <c>against</c> or <c>abstain</c>; empty for a count.</summary>
    public string Answer { get; init; } = "";

    /// <summary>What the step and the answer ask.</summary>
    public FormValues Values { get; init; } = FormValues.Empty;

    public override string Verb => "cases.take";

    private protected override void NeedsMore(World w, LoadedCase loaded) =>
        CaseThings.AllThere(w, Cell, loaded.Type, Values);

    private protected override CaseAct? Act(World w, LoadedCase loaded) =>
        loaded.Type.Step(Step)?.Kind switch
        {
            null => null,
            StepKind.Joint or StepKind.Panel => new SignStep(
                Step,
                Enum.TryParse<CaseVote>(Answer, ignoreCase: true, out var vote) ? vote : CaseVote.Secret
            ),
            _ => new AnswerStep(Step, Answer, Values),
        };

    private protected override bool IsSound(World w, LoadedCase loaded) =>
        CaseThings.AllThere(w, Cell, loaded.Type, Values);
}
