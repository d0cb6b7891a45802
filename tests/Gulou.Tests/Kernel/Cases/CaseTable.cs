using Gulou.Kernel.Cases;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Cases;

/// <summary>One case on a table: keeps what the engine says, as storage would, and moves the clock.</summary>
internal sealed class CaseTable(CaseType type)
{
    private readonly List<CaseLogLine> log = [];
    private readonly List<CaseSign> signs = [];
    private List<CaseWait> waits = [];
    private CaseBallot? ballot;
    private long lastWait;

    public CaseType Type => type;
    public CaseRecord Case { get; private set; } = new() { Type = type.Key, State = "" };
    public FormValues Values { get; private set; } = FormValues.Empty;
    public Instant Now { get; set; } = CaseWorld.Start;
    public WorkCalendar Calendar { get; set; } = WorkCalendar.Weekends;
    public IReadOnlyList<CaseWait> Waits => waits;
    public IReadOnlyList<CaseLogLine> Log => log;
    public List<EffectDue> Effects { get; } = [];
    public List<CaseNews> News { get; } = [];
    public CaseAnswered Last { get; private set; } = null!;

    public CaseScene Scene =>
        new()
        {
            Case = Case,
            Waits = waits,
            Log = log,
            Signs = signs,
            Ballot = ballot,
            Values = Values,
        };

    public CaseOutcome File(CaseActor who, NewCase filed)
    {
        Last = CaseFlow.File(type, filed, who, Now, Calendar);
        if (Last.Changes is { } changes)
        {
            Case = new CaseRecord
            {
                Cell = 1,
                Id = 1,
                Type = type.Key,
                State = "",
                Scope = filed.Place,
                HouseholdId = filed.HouseholdId,
                PersonId = filed.PersonId,
                FiledBy = who.PersonId,
                FiledFor = filed.FiledFor,
                FiledAt = Now,
            };
            Apply(changes);
        }
        return Last.Outcome;
    }

    public CaseOutcome Do(CaseActor who, CaseAct act)
    {
        Last = CaseFlow.Decide(type, Scene, act, who, Now, Calendar);
        Assert.Equal(Last.Outcome == CaseOutcome.Done, Last.Changes is not null);
        if (Last.Changes is { } changes)
            Apply(changes);
        return Last.Outcome;
    }

    public CaseOutcome Answer(
        CaseActor who,
        string step,
        string answer,
        string remark = "",
        FormValues? given = null
    ) => Do(who, new AnswerStep(step, answer, given ?? FormValues.Empty) { Remark = remark });

    public CaseOutcome Sign(CaseActor who, string step, CaseVote vote, string remark = "") =>
        Do(who, new SignStep(step, vote) { Remark = remark });

    /// <summary>Moves on and lets the clock do, one by one, all that falls due on the way.</summary>
    public void Pass(TimeSpan span)
    {
        var until = Now.Plus(span);
        while (Case.End == CaseEnd.None && waits.Min(wait => wait.NextAt) is var next && next <= until)
        {
            Now = next > Now ? next : Now;
            Assert.Equal(CaseOutcome.Done, Do(CaseActor.Clock, new Tick(waits.First(w => w.NextAt == next).Id)));
        }
        Now = until;
    }

    public void PassDays(int days) => Pass(TimeSpan.FromDays(days));

    public long WaitFor(string step) => waits.First(wait => wait.Step == step).Id;

    /// <summary>What waits and what happened, for a test that fails.</summary>
    public override string ToString() =>
        string.Join(
            '\n',
            waits
                .Select(wait =>
                    $"waits {wait.Step} {wait.Signer} {wait.Post} {wait.PersonId} until {wait.DueAt.Micros}"
                )
                .Concat(log.Select(line => $"{line.Deed} {line.Step} {line.Answer} by {line.PersonId} to {line.To}"))
        );

    private void Apply(CaseChanges changes)
    {
        foreach (var wait in changes.Opened)
            wait.Id = ++lastWait;
        var gone = changes.Closed.Concat(changes.Changed).Select(wait => wait.Id).ToHashSet();
        waits = [.. waits.Where(wait => !gone.Contains(wait.Id)), .. changes.Changed, .. changes.Opened];
        waits.Sort((a, b) => a.Id.CompareTo(b.Id));
        foreach (var line in changes.Log)
        {
            line.Seq = log.Count + 1;
            log.Add(line);
        }
        if (changes.Sign is { } sign)
            signs.Add(sign);
        ballot = changes.Ballot ?? ballot;
        Values = changes.Values ?? Values;
        Effects.AddRange(changes.Effects);
        News.AddRange(changes.News);
        if (changes.Entered)
            Case.EnteredAt = Now;
        (Case.State, Case.Round, Case.End) = (changes.State, changes.Round, changes.End);
        Case.ClosedAt = Case.End == CaseEnd.None ? null : Now;
        Case.MergedInto = changes.MergedInto;
    }
}
