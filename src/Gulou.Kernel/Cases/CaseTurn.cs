using Gulou.Kernel.Values;

namespace Gulou.Kernel.Cases;

/// <summary>One act on one case: what is known, who stands as whom, and how a case enters a state.</summary>
internal sealed class CaseTurn
{
    public CaseTurn(CaseType type, CaseScene scene, string remark, CaseActor who, Instant now, WorkCalendar calendar)
    {
        (Type, Scene, Remark, Who, Now, Calendar) = (type, scene, remark, who, now, calendar);
        Context = new ConditionContext(now.Day, CaseBeginning.LimitsOf(type, scene.Limits));
        Naming = new CaseNaming(type, scene.Case, scene.Values, scene.Log);
        Waiting = new CaseWaiting(type, scene.Case, scene.Values, Context, calendar);
    }

    public CaseType Type { get; }
    public CaseScene Scene { get; }
    public string Remark { get; }
    public CaseActor Who { get; }
    public Instant Now { get; }
    public WorkCalendar Calendar { get; }
    public ConditionContext Context { get; }
    public CaseNaming Naming { get; }
    public CaseWaiting Waiting { get; }

    public CaseRecord Case => Scene.Case;

    /// <summary>What waits at a step now.</summary>
    public IReadOnlyList<CaseWait> WaitsAt(string step) => [.. Scene.Waits.Where(wait => wait.Step == step)];

    /// <summary>The words given at a step in this round.</summary>
    public IEnumerable<CaseSign> SignsAt(CaseStep step) =>
        Scene.Signs.Where(sign => sign.Step == step.Key && sign.Round == Case.Round);

    /// <summary>Whether the case has been in a state before.</summary>
    public bool WasIn(string state) => Scene.Log.Any(line => line.To == state);

    /// <summary>A chosen answer, or a tally's count.</summary>
    public CaseAnswered Answer(AnswerStep act)
    {
        if (Type.Step(act.Step) is not { Kind: StepKind.Task or StepKind.Tally } step)
            return CaseAnswered.No(CaseOutcome.NotAllowed);
        var may = MayTake(step);
        if (may.Outcome != CaseOutcome.Done)
            return may.Refused;
        var key = act.Answer;
        if (step.Kind == StepKind.Tally)
        {
            if (CaseCounting.CountOf(step, act.Given) is not { IsSound: true })
                return CaseAnswered.No(CaseOutcome.UnsoundCount);
            key = new CaseCounting(this).Verdict(step, act.Given);
        }
        if (step.Answer(key) is not { } answer || !Waiting.Holds(answer.When))
            return CaseAnswered.No(CaseOutcome.NoSuchAnswer);
        if (answer.Remark && Remark.Length == 0)
            return CaseAnswered.No(CaseOutcome.RemarkMissing);
        string[] asked = [.. step.Form, .. answer.Form];
        var faults = CaseForm.Check(Type, asked, act.Given, Scene.Values, Context);
        if (faults.Count > 0)
            return CaseAnswered.No(CaseOutcome.FormFaults) with { Faults = faults };
        var values = asked.Length == 0 ? null : Scene.Values.With(asked, act.Given);
        return Take(step, answer, may.As!, values);
    }

    /// <summary>Sends it back to a state it was in.</summary>
    public CaseAnswered Return(ReturnTo act)
    {
        if (Type.Step(act.Step) is not { } step)
            return CaseAnswered.No(CaseOutcome.NotAllowed);
        var may = MayTake(step);
        if (may.Outcome != CaseOutcome.Done)
            return may.Refused;
        if (!step.Returns.Contains(act.To) || !WasIn(act.To))
            return CaseAnswered.No(CaseOutcome.NotReturnable);
        if (Remark.Length == 0)
            return CaseAnswered.No(CaseOutcome.RemarkMissing);
        return Enter(act.To, [Line(CaseDeed.Returned, act.To, may.As!, step.Key)]);
    }

    /// <summary>Withdraws or opens again.</summary>
    public CaseAnswered Jump(CaseJump? jump, CaseDeed deed)
    {
        if (jump is null || Naming.Named(jump.By, Who) is not { } standing)
            return CaseAnswered.No(CaseOutcome.NotAllowed);
        var isOpen = Case.End == CaseEnd.None;
        if (deed == CaseDeed.Reopened ? isOpen : !isOpen)
            return CaseAnswered.No(isOpen ? CaseOutcome.NotEnded : CaseOutcome.Ended);
        if (jump.From.Count > 0 && !jump.From.Contains(Case.State))
            return CaseAnswered.No(isOpen ? CaseOutcome.NotWaiting : CaseOutcome.NotEnded);
        if (standing.Seat is not null && Naming.IsAbout(Who.PersonId, Who.HouseholdId))
            return CaseAnswered.No(CaseOutcome.OwnCase);
        if (jump.Within is { } within && within.EndsAt(Case.EnteredAt, Calendar) <= Now)
            return CaseAnswered.No(CaseOutcome.TooLate);
        return Enter(jump.To, [Line(deed, jump.To, standing)], effects: jump.Effects);
    }

    /// <summary>Ends it as a duplicate.</summary>
    public CaseAnswered Merge(MergeInto act)
    {
        if (Type.Merge is not { } merge || Naming.Named(merge.By, Who) is not { } standing)
            return CaseAnswered.No(CaseOutcome.NotAllowed);
        if (Case.End != CaseEnd.None)
            return CaseAnswered.No(CaseOutcome.Ended);
        if (merge.From.Count > 0 && !merge.From.Contains(Case.State))
            return CaseAnswered.No(CaseOutcome.NotWaiting);
        if (standing.Seat is not null && Naming.IsAbout(Who.PersonId, Who.HouseholdId))
            return CaseAnswered.No(CaseOutcome.OwnCase);
        var other = act.Other;
        if (other.Id == Case.Id || other.Type != Case.Type || other.Cell != Case.Cell || other.End != CaseEnd.None)
            return CaseAnswered.No(CaseOutcome.NotMergeable);
        var line = Line(CaseDeed.Merged, merge.To, standing);
        line.Other = other.Id;
        var done = Enter(merge.To, [line], effects: merge.Effects);
        return done.Changes is null ? done : done with { Changes = done.Changes with { MergedInto = other.Id } };
    }

    /// <summary>Whether someone may take a step now, and as whom.</summary>
    public (CaseOutcome Outcome, Standing? As, CaseAnswered Refused) MayTake(CaseStep step)
    {
        var waits = WaitsAt(step.Key);
        var as_ = waits.Select(wait => CaseNaming.On(wait, Who)).OfType<Standing>().FirstOrDefault();
        as_ ??= Naming.Named(step.By, Who);
        // Voting is never done for another.
        if (as_ is null || (step.Kind == StepKind.Panel && as_.InsteadOf is not null))
            return No(CaseOutcome.NotAllowed);
        if (Case.End != CaseEnd.None)
            return No(CaseOutcome.Ended);
        if (!step.From.Contains(Case.State) || (!step.Optional && !waits.Any(wait => IsFor(wait, step))))
            return No(CaseOutcome.NotWaiting);
        if (IsBarred(step, as_, Who.PersonId, Who.HouseholdId))
            return No(CaseOutcome.OwnCase);
        if (Same(step, [Who.PersonId, .. as_.InsteadOf is { } other ? new[] { other } : []]) is { } same)
            return (CaseOutcome.SamePerson, null, CaseAnswered.No(CaseOutcome.SamePerson, same));
        if (step.Counts && HasSigned(step, as_))
            return No(CaseOutcome.AlreadySigned);
        if (Waiting.Earliest(step, Case.EnteredAt) is { } earliest && Now < earliest)
            return (CaseOutcome.TooEarly, null, CaseAnswered.No(CaseOutcome.TooEarly, earliest.Day));
        return (CaseOutcome.Done, as_, null!);

        static (CaseOutcome, Standing?, CaseAnswered) No(CaseOutcome outcome) =>
            (outcome, null, CaseAnswered.No(outcome));
    }

    /// <summary>
    /// Whether someone may not act as an official, being concerned; those the step names as such may.
    /// </summary>
    public bool IsBarred(CaseStep step, Standing standing, long person, long? household) =>
        Naming.IsAbout(person, household)
        && (standing.Seat is not null || !step.By.Any(who => who.Kind is WhoKind.Filer or WhoKind.Subject));

    /// <summary>What one of these persons did and may not do together with a step; null for nothing.</summary>
    public Words? Same(CaseStep step, IReadOnlyList<long> persons)
    {
        if (step.Apart.Contains(CaseFlow.Filing) && Naming.Filers.Intersect(persons).Any())
            return Type.Name;
        return Type
            .Steps.Where(other =>
                other.Key != step.Key && (step.Apart.Contains(other.Key) || other.Apart.Contains(step.Key))
            )
            .FirstOrDefault(other => Naming.LastTakers(other.Key).Intersect(persons).Any())
            ?.Name;
    }

    /// <summary>The answer is given: effects, and into the next state.</summary>
    public CaseAnswered Take(
        CaseStep step,
        CaseAnswer answer,
        Standing standing,
        FormValues? values,
        IReadOnlyList<CaseLogLine>? before = null,
        CaseChanges? also = null
    )
    {
        var now = values ?? Scene.Values;
        var to = new CaseWaiting(Type, Case, now, Context, Calendar).Follow(answer.To);
        var line = Line(CaseDeed.Answered, to, standing, step.Key);
        line.Answer = answer.Key;
        var copies = answer
            .CopyTo.SelectMany(who => Naming.Addresses(who, ""))
            .Select(address => new CaseNews(NewsKind.Copy, "", address));
        return Enter(to, [.. before ?? [], line], values, answer.Effects, [.. copies], also);
    }

    /// <summary>Into a state: what waited is over, what waits there begins. Refused where nobody could go on.</summary>
    public CaseAnswered Enter(
        string state,
        IReadOnlyList<CaseLogLine> log,
        FormValues? values = null,
        IReadOnlyList<CaseEffect>? effects = null,
        IReadOnlyList<CaseNews>? news = null,
        CaseChanges? also = null
    )
    {
        var (end, round, held) = (Type.State(state)!.End, Case.Round + 1, values ?? Scene.Values);
        IReadOnlyList<CaseWait> opened = [];
        if (end == CaseEnd.None)
        {
            var naming = new CaseNaming(Type, Case, held, [.. Scene.Log, .. log]);
            opened = new CaseWaiting(Type, Case, held, Context, Calendar).Enter(state, round, naming, Now);
            if (opened.Count == 0)
                return CaseAnswered.No(CaseOutcome.WrongPlace);
        }
        var told =
            end == CaseEnd.None
                ? NewsOf(opened)
                : Naming.Addresses(Filers, "").Select(to => new CaseNews(NewsKind.Ended, "", to));
        var changes = new CaseChanges
        {
            State = state,
            Entered = true,
            Round = round,
            End = end,
            Opened = opened,
            Closed = Scene.Waits,
            Log = log,
            Values = values,
            Effects = [.. (effects ?? []).Select(effect => Due(effect, held))],
            News = [.. told, .. news ?? []],
            Sign = also?.Sign,
            Ballot = also?.Ballot,
        };
        return new CaseAnswered(CaseOutcome.Done, changes, []);
    }

    /// <summary>Stays in its state, with what else changes.</summary>
    public static CaseAnswered Stay(CaseChanges changes) => new(CaseOutcome.Done, changes, []);

    /// <summary>Nothing changed yet.</summary>
    public CaseChanges Unchanged =>
        new()
        {
            State = Case.State,
            Round = Case.Round,
            End = Case.End,
        };

    /// <summary>A line of the log.</summary>
    public CaseLogLine Line(CaseDeed deed, string to, Standing standing, string step = "") =>
        new()
        {
            Cell = Case.Cell,
            CaseId = Case.Id,
            Deed = deed,
            Step = step,
            Round = Case.Round,
            From = Case.State,
            To = to,
            PersonId = Who.PersonId,
            AppointmentId = standing.Seat?.AppointmentId ?? 0,
            InsteadOf = standing.InsteadOf,
            At = Now,
        };

    /// <summary>An effect with the values it takes.</summary>
    public static EffectDue Due(CaseEffect effect, FormValues values)
    {
        var with = new Dictionary<string, FormValue>();
        foreach (var argument in effect.With)
        {
            var value = argument.Field is { } field ? values[field] : new TextValue(argument.Fixed!);
            if (value is not null)
                with[argument.Name] = value;
        }
        return new EffectDue(effect.Name, with);
    }

    /// <summary>Those who are told that something waits; the clock is not.</summary>
    public static IReadOnlyList<CaseNews> NewsOf(IEnumerable<CaseWait> waits) =>
        [.. waits.Where(IsForSomeone).Select(wait => new CaseNews(NewsKind.Waits, wait.Step, wait))];

    private static readonly CaseWho Filers = new(WhoKind.Filer, "", [], 0);

    private static bool IsForSomeone(CaseWait wait) =>
        wait.Post.Length > 0 || wait.PersonId is not null || wait.HouseholdId is not null;

    /// <summary>An open wait this actor fits; one who signed is told so instead.</summary>
    private bool IsFor(CaseWait wait, CaseStep step) =>
        CaseNaming.On(wait, Who) is not null
        || (step.Counts && SignsAt(step).Any(sign => sign.PersonId == Who.PersonId));

    private bool HasSigned(CaseStep step, Standing standing) =>
        SignsAt(step).Any(sign => sign.PersonId == Who.PersonId || sign.PersonId == standing.InsteadOf);
}
