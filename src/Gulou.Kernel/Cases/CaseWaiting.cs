using Gulou.Kernel.Values;

namespace Gulou.Kernel.Cases;

/// <summary>What begins to wait when a case enters a state, and when the clock must look at it.</summary>
internal sealed class CaseWaiting(
    CaseType type,
    CaseRecord record,
    FormValues values,
    ConditionContext context,
    WorkCalendar calendar
)
{
    /// <summary>All waits of a state entered now; empty when nobody could go on from there.</summary>
    public IReadOnlyList<CaseWait> Enter(string state, int round, CaseNaming naming, Instant now)
    {
        var waits = new List<CaseWait>();
        foreach (var step in type.Steps.Where(step => step.From.Contains(state) && !step.Optional))
            waits.AddRange(Open(step, round, naming, now));
        return waits;
    }

    /// <summary>The waits of one step; empty when too few are named.</summary>
    public IReadOnlyList<CaseWait> Open(CaseStep step, int round, CaseNaming naming, Instant now)
    {
        var waits = new List<CaseWait>();
        if (step.Kind == StepKind.Clock)
            waits.Add(ForClock(step));
        for (var signer = 0; signer < step.By.Count; signer++)
        {
            foreach (var wait in naming.Addresses(step.By[signer], step.Key))
            {
                wait.Signer = step.Kind == StepKind.Joint ? signer : 0;
                if (!waits.Exists(wait.IsLike))
                    waits.Add(wait);
            }
        }
        var signers = waits.Select(wait => wait.Signer).Distinct().Count();
        if (step.Kind == StepKind.Joint && signers < (step.Agree == 0 ? step.By.Count : step.Agree))
            return [];
        foreach (var wait in waits)
        {
            wait.Round = round;
            wait.OpenedAt = now;
        }
        Time(step, waits, now);
        return waits;
    }

    /// <summary>
    /// Reckons deadlines anew. Of the waits for one word the first keeps the clock for all of them.
    /// </summary>
    public void Time(CaseStep step, IReadOnlyList<CaseWait> waits, Instant entered)
    {
        var from = Base(step, entered);
        var seen = new HashSet<int>();
        foreach (var wait in waits.OrderBy(wait => wait.Id))
        {
            wait.DueAt = step.Within.FirstOrDefault(time => Holds(time.When)) is { } within
                ? within.Time.EndsAt(from, calendar)
                : CaseWait.Never;
            var first = wait.Signer == CaseWait.Extra || seen.Add(wait.Signer);
            wait.NextAt = first ? Next(step, wait, entered) : CaseWait.Never;
        }
    }

    /// <summary>When a step may be taken at the earliest; null for at once.</summary>
    public Instant? Earliest(CaseStep step, Instant entered) => step.After?.PassedAt(Base(step, entered), calendar);

    /// <summary>When the clock must look at a wait next.</summary>
    public Instant Next(CaseStep step, CaseWait wait, Instant entered)
    {
        if (step.Kind == StepKind.Clock)
            return Earliest(step, entered) ?? entered;
        if (step.Kind == StepKind.Panel)
            return wait.DueAt;
        var next = CaseWait.Never;
        if (!wait.Reminded && step.Remind is { } remind)
            next = remind.PassedAt(wait.OpenedAt, calendar);
        var late =
            !wait.Overdue ? wait.DueAt
            : wait.Rungs < step.Escalate.Count ? RungAt(step.Escalate[wait.Rungs], wait)
            : CaseWait.Never;
        return late < next ? late : next;
    }

    /// <summary>When a rung is climbed: so long after the last day that was in time.</summary>
    public Instant RungAt(CaseRung rung, CaseWait wait) =>
        wait.DueAt == CaseWait.Never ? CaseWait.Never
        : rung.After is { } after ? after.PassedAt(new Instant(wait.DueAt.Micros - 1), calendar)
        : wait.DueAt;

    /// <summary>Whether a condition holds; no condition always does.</summary>
    public bool Holds(Condition? when) => when is null || when.Holds(values, context);

    /// <summary>The state of the first route that holds.</summary>
    public string Follow(IReadOnlyList<CaseRoute> routes) =>
        routes.FirstOrDefault(route => Holds(route.When))?.To
        ?? throw new InvalidOperationException($"{type.Key}: no way on from {record.State}");

    private CaseWait ForClock(CaseStep step) =>
        new()
        {
            Cell = record.Cell,
            CaseId = record.Id,
            Type = type.Key,
            Step = step.Key,
            Scope = record.Scope,
        };

    private Instant Base(CaseStep step, Instant entered) =>
        step.Since is { } since && values[since] is DateValue { Day: var day } ? Instant.StartOf(day) : entered;
}
