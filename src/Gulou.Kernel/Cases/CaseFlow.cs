using Gulou.Kernel.Values;

namespace Gulou.Kernel.Cases;

/// <summary>
/// The whole engine, as pure functions: a definition, a case as loaded, an act, who, now and the calendar give an
/// outcome, and when it is done all that changes. It knows no area, reads no clock and touches no disk.
/// </summary>
public static class CaseFlow
{
    /// <summary>Files a case. Its changes hold the first state, round 1, and the values as the first revision.</summary>
    public static CaseAnswered File(CaseType type, NewCase filed, CaseActor who, Instant now, WorkCalendar calendar) =>
        throw new NotSupportedException();

    /// <summary>Does one act with a case.</summary>
    public static CaseAnswered Decide(
        CaseType type,
        CaseScene scene,
        CaseAct act,
        CaseActor who,
        Instant now,
        WorkCalendar calendar
    ) => throw new NotSupportedException();

    /// <summary>The waits with their times reckoned anew, after the calendar was changed; those that stay are left out.</summary>
    public static IReadOnlyList<CaseWait> Reckon(CaseType type, CaseScene scene, WorkCalendar calendar) =>
        throw new NotSupportedException();
}
