namespace Gulou.Kernel.Cases;

/// <summary>
/// What the clock does with a wait: automatic steps, counting, reminding, marking overdue, calling others.
/// </summary>
internal sealed class CaseClockwork(CaseTurn turn)
{
    private static readonly Standing AsClock = new(null, null);

    public CaseAnswered Tick(Tick act)
    {
        if (!turn.Who.IsClock)
            return CaseAnswered.No(CaseOutcome.NotAllowed);
        if (turn.Case.End != CaseEnd.None)
            return CaseAnswered.No(CaseOutcome.Ended);
        if (
            turn.Scene.Waits.FirstOrDefault(wait => wait.Id == act.WaitId) is not { } wait
            || turn.Type.Step(wait.Step) is not { } step
        )
            return CaseAnswered.No(CaseOutcome.NotWaiting);
        if (turn.Now < wait.NextAt)
            return CaseAnswered.No(CaseOutcome.TooEarly, wait.NextAt.Day);
        return step.Kind switch
        {
            StepKind.Clock => turn.Take(step, step.Answers[0], AsClock, null),
            StepKind.Panel => turn.Take(step, step.Answer(new CaseCounting(turn).FinalVerdict(step))!, AsClock, null),
            _ => Push(step, wait),
        };
    }

    private CaseAnswered Push(CaseStep step, CaseWait wait)
    {
        var mine = wait.Copy();
        var like = turn.WaitsAt(step.Key)
            .Where(other => other.Id != wait.Id && other.Signer == wait.Signer && wait.Signer != CaseWait.Extra)
            .Select(other => other.Copy())
            .ToList();
        List<CaseWait> changed = [mine];
        var (opened, log, news) = (new List<CaseWait>(), new List<CaseLogLine>(), new List<CaseNews>());
        if (!mine.Reminded && step.Remind?.PassedAt(mine.OpenedAt, turn.Calendar) <= turn.Now)
        {
            mine.Reminded = true;
            log.Add(Line(CaseDeed.Reminded, step));
            news.AddRange(like.Prepend(mine).Select(to => new CaseNews(NewsKind.Reminder, step.Key, to)));
        }
        if (!mine.Overdue && mine.DueAt <= turn.Now)
        {
            changed.AddRange(like);
            foreach (var late in changed)
                late.Overdue = true;
            log.Add(Line(CaseDeed.Overdue, step));
            news.AddRange(changed.Select(to => new CaseNews(NewsKind.Overdue, step.Key, to)));
        }
        while (
            mine.Overdue
            && mine.Rungs < step.Escalate.Count
            && turn.Waiting.RungAt(step.Escalate[mine.Rungs], mine) <= turn.Now
        )
        {
            var to = step.Escalate[mine.Rungs++].To;
            foreach (var called in turn.Naming.Addresses(to, step.Key))
            {
                (called.Signer, called.Round, called.OpenedAt) = (mine.Signer, mine.Round, turn.Now);
                (called.DueAt, called.Overdue) = (mine.DueAt, true);
                if (turn.Scene.Waits.Any(called.IsLike) || opened.Exists(called.IsLike))
                    continue;
                opened.Add(called);
                news.Add(new CaseNews(NewsKind.Escalated, step.Key, called));
            }
            log.Add(Line(CaseDeed.Escalated, step));
        }
        mine.NextAt = turn.Waiting.Next(step, mine, turn.Case.EnteredAt);
        return CaseTurn.Stay(turn.Unchanged with { Changed = changed, Opened = opened, Log = log, News = news });
    }

    private CaseLogLine Line(CaseDeed deed, CaseStep step) => turn.Line(deed, turn.Case.State, AsClock, step.Key);
}
