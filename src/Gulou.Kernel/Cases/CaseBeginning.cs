using Gulou.Kernel.Values;

namespace Gulou.Kernel.Cases;

/// <summary>How a case is filed.</summary>
internal sealed class CaseBeginning(CaseType type, NewCase filed, CaseActor who, Instant now, WorkCalendar calendar)
{
    public CaseAnswered File()
    {
        if (Named() is not { } seat)
            return CaseAnswered.No(CaseOutcome.NotAllowed);
        if (!type.Levels.Contains(filed.Place.Level))
            return CaseAnswered.No(CaseOutcome.WrongPlace);
        if (type.Subject != SubjectKind.Place && Subject is null)
            return CaseAnswered.No(CaseOutcome.WrongSubject);
        var context = new ConditionContext(now.Day, LimitsOf(type, filed.Limits));
        var faults = CaseForm.Check(type, type.Filing.Form, filed.Values, FormValues.Empty, context);
        if (faults.Count > 0)
            return CaseAnswered.No(CaseOutcome.FormFaults) with { Faults = faults };
        var record = Record();
        var waiting = new CaseWaiting(type, record, filed.Values, context, calendar);
        var state = waiting.Follow(type.Filing.To);
        var end = type.State(state)!.End;
        var naming = new CaseNaming(type, record, filed.Values, []);
        var waits = end == CaseEnd.None ? waiting.Enter(state, 1, naming, now) : [];
        if (end == CaseEnd.None && waits.Count == 0)
            return CaseAnswered.No(CaseOutcome.WrongPlace);
        var line = new CaseLogLine
        {
            Deed = CaseDeed.Filed,
            Round = 1,
            To = state,
            PersonId = who.PersonId,
            AppointmentId = seat.AppointmentId,
            InsteadOf = seat.InsteadOf,
            Other = filed.FiledFor,
            At = now,
        };
        var changes = new CaseChanges
        {
            State = state,
            Entered = true,
            Round = 1,
            End = end,
            Opened = waits,
            Log = [line],
            Values = filed.Values,
            Effects = [.. type.Filing.Effects.Select(effect => CaseTurn.Due(effect, filed.Values))],
            News = CaseTurn.NewsOf(waits),
        };
        return new CaseAnswered(CaseOutcome.Done, changes, []);
    }

    /// <summary>The village's own limits over those shipped.</summary>
    public static IReadOnlyDictionary<string, decimal> LimitsOf(
        CaseType type,
        IReadOnlyDictionary<string, decimal> own
    ) => type.Limits.ToDictionary(limit => limit.Key, limit => own.GetValueOrDefault(limit.Key, limit.Value));

    private long? Subject => type.Subject == SubjectKind.Person ? filed.PersonId : filed.HouseholdId;

    /// <summary>In which post: none for a villager. Null when nobody named.</summary>
    private CaseSeat? Named()
    {
        var asSelf = new CaseSeat("", default, 0);
        if (who.IsClock)
            return asSelf;
        if (who.PersonId == 0)
            return null;
        foreach (var named in type.Filing.By)
        {
            if (CaseNaming.IsVillager(named) && CaseNaming.IsHere(who, filed.Place) && IsOwn())
                return asSelf;
            if (CaseNaming.SeatFor(named, who, filed.Place) is { } seat && filed.FiledFor is null)
                return seat;
        }
        var seats = type.Filing.OnBehalf.Select(named => CaseNaming.SeatFor(named, who, filed.Place));
        return filed.FiledFor is null && Subject is null ? null : seats.OfType<CaseSeat>().FirstOrDefault();
    }

    private bool IsOwn() =>
        filed.FiledFor is null
        && type.Subject switch
        {
            SubjectKind.Person => filed.PersonId == who.PersonId,
            SubjectKind.Household => filed.HouseholdId is { } household && household == who.HouseholdId,
            _ => true,
        };

    private CaseRecord Record() =>
        new()
        {
            Type = type.Key,
            State = "",
            Scope = filed.Place,
            HouseholdId = filed.HouseholdId,
            PersonId = filed.PersonId,
            FiledBy = who.PersonId,
            FiledFor = filed.FiledFor,
            FiledAt = now,
            EnteredAt = now,
        };
}
