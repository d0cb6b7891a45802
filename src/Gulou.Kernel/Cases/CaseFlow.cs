using Gulou.Kernel.Values;

namespace Gulou.Kernel.Cases;

/// <summary>
/// The whole engine, as pure functions: a definition, a case as loaded, an act, who, now and the calendar give an
/// outcome, and when it is done all that changes. It knows no area, reads no clock and touches no disk.
/// </summary>
public static class CaseFlow
{
    /// <summary>What stands for those who filed, where a definition keeps people apart.</summary>
    public const string Filing = "filing";

    /// <summary>
    /// Files a case. Its changes hold the first state, round 1, and the values as the first revision.
    /// </summary>
    public static CaseAnswered File(CaseType type, NewCase filed, CaseActor who, Instant now, WorkCalendar calendar) =>
        new CaseBeginning(type, filed, who, now, calendar).File();

    /// <summary>Does one act with a case.</summary>
    public static CaseAnswered Decide(
        CaseType type,
        CaseScene scene,
        CaseAct act,
        CaseActor who,
        Instant now,
        WorkCalendar calendar
    )
    {
        var turn = new CaseTurn(type, scene, act.Remark.Trim(), who, now, calendar);
        return act switch
        {
            AnswerStep answer => turn.Answer(answer),
            SignStep sign => new CaseCounting(turn).Sign(sign),
            ReturnTo back => turn.Return(back),
            Withdraw => turn.Jump(type.Withdraw, CaseDeed.Withdrawn),
            Reopen => turn.Jump(type.Reopen, CaseDeed.Reopened),
            MergeInto merge => turn.Merge(merge),
            HandOver hand => new CasePeople(turn).HandOver(hand),
            AddSigner add => new CasePeople(turn).Add(add),
            DropSigner drop => new CasePeople(turn).Drop(drop),
            CopyTo copy => new CasePeople(turn).Copy(copy),
            AddComment => new CasePeople(turn).Comment(),
            Tick tick => new CaseClockwork(turn).Tick(tick),
            _ => throw new ArgumentOutOfRangeException(nameof(act), act, "no such act"),
        };
    }

    /// <summary>
    /// Whether someone may read a case: those it is about, who filed it, who has to act or did, who was given a copy,
    /// and those the definition names. Of a case of safety, no other member of a household.
    /// </summary>
    public static bool MaySee(CaseType type, CaseScene scene, CaseActor who, Instant now) =>
        new CasePeople(new CaseTurn(type, scene, "", who, now, WorkCalendar.Weekends)).MaySee();

    /// <summary>
    /// What someone can do with a case now, as the page offers it: steps with the answers that can be given, each
    /// checked like the act itself, but for what is still to be filled in.
    /// </summary>
    public static IReadOnlyList<CaseOffer> Offers(
        CaseType type,
        CaseScene scene,
        CaseActor who,
        Instant now,
        WorkCalendar calendar
    )
    {
        var turn = new CaseTurn(type, scene, "", who, now, calendar);
        return
        [
            .. type
                .Steps.Where(step => step.Kind != StepKind.Clock && turn.MayTake(step).Outcome == CaseOutcome.Done)
                .Select(step => new CaseOffer(
                    step,
                    [.. step.Answers.Where(answer => turn.Waiting.Holds(answer.When))],
                    [.. step.Returns.Where(turn.WasIn)]
                )),
        ];
    }

    /// <summary>
    /// The waits with their times reckoned anew, after the calendar was changed; those that stay are left out.
    /// </summary>
    public static IReadOnlyList<CaseWait> Reckon(CaseType type, CaseScene scene, Instant now, WorkCalendar calendar)
    {
        var turn = new CaseTurn(type, scene, "", CaseActor.Clock, now, calendar);
        var changed = new List<CaseWait>();
        foreach (var group in scene.Waits.GroupBy(wait => wait.Step))
        {
            var before = group.OrderBy(wait => wait.Id).ToList();
            var after = before.ConvertAll(wait => wait.Copy());
            if (type.Step(group.Key) is { } step)
                turn.Waiting.Time(step, after, scene.Case.EnteredAt);
            changed.AddRange(
                after.Where((wait, i) => wait.DueAt != before[i].DueAt || wait.NextAt != before[i].NextAt)
            );
        }
        return changed;
    }
}

/// <summary>A step someone can take now.</summary>
/// <param name="Step">The step.</param>
/// <param name="Answers">What can be answered; for a counted step what may come of it.</param>
/// <param name="Returns">The states it can be sent back to.</param>
public sealed record CaseOffer(CaseStep Step, IReadOnlyList<CaseAnswer> Answers, IReadOnlyList<string> Returns);
