namespace Gulou.Kernel.Cases;

/// <summary>Steps decided by counting: signers, panels, meetings.</summary>
internal sealed class CaseCounting(CaseTurn turn)
{
    private CaseRecord Case => turn.Case;

    /// <summary>One signer's or voter's word; when it settles the step, the case goes on.</summary>
    public CaseAnswered Sign(SignStep act)
    {
        if (turn.Type.Step(act.Step) is not { Kind: StepKind.Joint or StepKind.Panel } step)
            return CaseAnswered.No(CaseOutcome.NotAllowed);
        var may = turn.MayTake(step);
        if (may.Outcome != CaseOutcome.Done)
            return may.Refused;
        var words = step.Kind == StepKind.Panel ? 3 : 2;
        if (act.Vote < CaseVote.For || (int)act.Vote > words)
            return CaseAnswered.No(CaseOutcome.NoSuchAnswer);
        // Against needs a reason where failing does; on a secret ballot a reason would tell.
        var isNo = act.Vote == CaseVote.Against && !step.Secret && step.Answer(CaseStep.Failed) is { Remark: true };
        if (isNo && turn.Remark.Length == 0)
            return CaseAnswered.No(CaseOutcome.RemarkMissing);

        // What waits for someone in person comes before what others in the post could sign as well.
        var mine = turn.WaitsAt(step.Key)
            .Where(wait => CaseNaming.On(wait, turn.Who) is not null)
            .MinBy(wait => wait.PersonId is null)!;
        var sign = new CaseSign
        {
            Cell = Case.Cell,
            CaseId = Case.Id,
            Step = step.Key,
            Round = Case.Round,
            PersonId = turn.Who.PersonId,
            Vote = step.Secret ? CaseVote.Secret : act.Vote,
            Signer = mine.Signer,
            At = turn.Now,
        };
        var line = turn.Line(CaseDeed.Signed, Case.State, may.As!, step.Key);
        line.Answer = step.Secret ? "" : act.Vote.ToString().ToLowerInvariant();
        var ballot = step.Secret ? Ballot(step, act.Vote) : null;
        var also = turn.Unchanged with { Sign = sign, Ballot = ballot };
        var verdict =
            step.Kind == StepKind.Joint
                ? JointVerdict(step, [.. turn.SignsAt(step), sign], OpenAfter(step, mine))
                : PanelVerdict(step, CountOf(step, sign, ballot));
        if (verdict is not null)
            return turn.Take(step, step.Answer(verdict)!, may.As!, null, [line], also);
        var closed = step.Kind == StepKind.Joint ? turn.WaitsAt(step.Key).Where(wait => IsSame(wait, mine)) : [];
        return CaseTurn.Stay(also with { Log = [line], Closed = [.. closed] });
    }

    /// <summary>
    /// What a joint step has come to; null while words are missing. Those added must agree whatever the number.
    /// </summary>
    public static string? JointVerdict(
        CaseStep step,
        IReadOnlyCollection<CaseSign> signs,
        IReadOnlyCollection<CaseWait> open
    )
    {
        var named = signs.Where(sign => sign.Signer != CaseWait.Extra).ToList();
        var agreed = named.Count(sign => sign.Vote == CaseVote.For);
        var waiting = open.Where(wait => wait.Signer != CaseWait.Extra).Select(wait => wait.Signer).Distinct().Count();
        var need = step.Agree == 0 ? named.Count + waiting : step.Agree;
        var added = signs.Where(sign => sign.Signer == CaseWait.Extra).ToList();
        if (agreed + waiting < need || added.Exists(sign => sign.Vote != CaseVote.For))
            return CaseStep.Failed;
        var isEnough = agreed >= need && open.All(wait => wait.Signer != CaseWait.Extra);
        return isEnough ? CaseStep.Passed : null;
    }

    /// <summary>
    /// What a panel has come to; null while those who have not voted could still turn it. A secret ballot is counted
    /// when all have voted or its time is over, so that an early end tells nothing.
    /// </summary>
    public string? PanelVerdict(CaseStep step, VoteCount count)
    {
        var rule = RuleOf(step, turn.Scene.Values);
        var left = count.Due - count.Present;
        if (left <= 0)
            return VerdictOf(step, rule, count);
        if (step.Secret)
            return null;
        var none = count;
        var allFor = count with { Present = count.Due, For = count.For + left };
        var allAgainst = count with { Present = count.Due, Against = count.Against + left };
        var allAbstain = count with { Present = count.Due };
        if (rule.IsPassed(none) && rule.IsPassed(allAgainst) && rule.IsPassed(allAbstain))
            return CaseStep.Passed;
        return rule.HasQuorum(count) && !rule.IsPassed(allFor) ? CaseStep.Failed : null;
    }

    /// <summary>What a panel has come to when its time is over.</summary>
    public string FinalVerdict(CaseStep step) =>
        VerdictOf(step, RuleOf(step, turn.Scene.Values), CountOf(step, null, turn.Scene.Ballot));

    /// <summary>What a meeting's numbers come to.</summary>
    public string Verdict(CaseStep step, FormValues given) =>
        VerdictOf(step, RuleOf(step, turn.Scene.Values.With(step.Form, given)), CountOf(step, given)!.Value);

    /// <summary>A meeting's numbers; null when one is missing or not whole.</summary>
    public static VoteCount? CountOf(CaseStep step, FormValues given)
    {
        var fields = step.Tally!;
        return
            Whole(fields.Due) is { } due
            && Whole(fields.Present) is { } present
            && Whole(fields.For) is { } agree
            && Whole(fields.Against) is { } against
            ? new VoteCount(due, present, agree, against)
            : null;

        int? Whole(string field) =>
            given[field] is NumberValue { Number: >= 0 and <= int.MaxValue and var number } && number % 1 == 0
                ? (int)number
                : null;
    }

    /// <summary>The verdict on open waits after an added signer is gone.</summary>
    public string? VerdictWithout(CaseStep step, CaseWait gone) =>
        turn.SignsAt(step).Any()
            ? JointVerdict(step, [.. turn.SignsAt(step)], [.. turn.WaitsAt(step.Key).Where(wait => wait.Id != gone.Id)])
            : null;

    private static string VerdictOf(CaseStep step, VoteRule rule, VoteCount count) =>
        rule.IsPassed(count) ? CaseStep.Passed
        : !rule.HasQuorum(count) && step.Answer(CaseStep.NoQuorum) is not null ? CaseStep.NoQuorum
        : CaseStep.Failed;

    private VoteRule RuleOf(CaseStep step, FormValues values) =>
        step.Rules.First(rule => rule.When is null || rule.When.Holds(values, turn.Context));

    /// <summary>Votes so far, with one more.</summary>
    private VoteCount CountOf(CaseStep step, CaseSign? more, CaseBallot? ballot)
    {
        var signs = turn.SignsAt(step).Concat(more is null ? [] : [more]).ToList();
        return step.Secret
            ? new VoteCount(step.Seats, signs.Count, ballot?.For ?? 0, ballot?.Against ?? 0)
            : new VoteCount(
                step.Seats,
                signs.Count,
                signs.Count(sign => sign.Vote == CaseVote.For),
                signs.Count(sign => sign.Vote == CaseVote.Against)
            );
    }

    private CaseBallot Ballot(CaseStep step, CaseVote vote)
    {
        var before = turn.Scene.Ballot;
        var ballot = new CaseBallot
        {
            Cell = Case.Cell,
            CaseId = Case.Id,
            Step = step.Key,
            Round = Case.Round,
        };
        if (before is not null && before.Step == step.Key && before.Round == Case.Round)
            (ballot.For, ballot.Against, ballot.Abstain) = (before.For, before.Against, before.Abstain);
        _ = vote switch
        {
            CaseVote.For => ballot.For++,
            CaseVote.Against => ballot.Against++,
            _ => ballot.Abstain++,
        };
        return ballot;
    }

    private IReadOnlyList<CaseWait> OpenAfter(CaseStep step, CaseWait mine) =>
        [.. turn.WaitsAt(step.Key).Where(wait => !IsSame(wait, mine))];

    /// <summary>One signer may be asked in several posts; one word settles all of them.</summary>
    private static bool IsSame(CaseWait wait, CaseWait mine) =>
        wait.Id == mine.Id || (mine.Signer != CaseWait.Extra && wait.Signer == mine.Signer);
}
