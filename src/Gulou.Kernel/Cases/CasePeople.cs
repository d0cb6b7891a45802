namespace Gulou.Kernel.Cases;

/// <summary>
/// Who else comes in: handing over, adding and dropping signers, copies, remarks; and who may read at all.
/// </summary>
internal sealed class CasePeople(CaseTurn turn)
{
    private CaseRecord Case => turn.Case;

    /// <summary>
    /// What waits goes to someone in office at the case's place. One who may not act, being concerned, still may hand
    /// over: that is how such a case goes on.
    /// </summary>
    public CaseAnswered HandOver(HandOver act)
    {
        if (
            turn.Scene.Waits.FirstOrDefault(wait => wait.Id == act.WaitId) is not { } wait
            || turn.Type.Step(wait.Step) is not { } step
            || CaseNaming.On(wait, turn.Who) is not { } standing
        )
            return CaseAnswered.No(CaseOutcome.NotAllowed);
        if (Case.End != CaseEnd.None)
            return CaseAnswered.No(CaseOutcome.Ended);
        var isPersonal = standing.Seat is null && step.By.Any(who => who.Kind is WhoKind.Filer or WhoKind.Subject);
        if (!step.HandOver || step.Kind == StepKind.Panel || isPersonal || !MayTakeOver(step, act.To))
            return CaseAnswered.No(CaseOutcome.NotHandedOver);
        var next = wait.Copy();
        (next.Post, next.Scope, next.PersonId, next.HouseholdId) = ("", Case.Scope, act.To.PersonId, null);
        var line = turn.Line(CaseDeed.HandedOver, Case.State, standing, step.Key);
        line.Other = act.To.PersonId;
        return CaseTurn.Stay(
            turn.Unchanged with
            {
                Changed = [next],
                Log = [line],
                News = [new CaseNews(NewsKind.Waits, step.Key, next)],
            }
        );
    }

    /// <summary>One more who must agree.</summary>
    public CaseAnswered Add(AddSigner act)
    {
        if (turn.Type.Step(act.Step) is not { Kind: StepKind.Joint } step || Signer(step) is not { } standing)
            return CaseAnswered.No(CaseOutcome.NotAllowed);
        if (Case.End != CaseEnd.None)
            return CaseAnswered.No(CaseOutcome.Ended);
        var waits = turn.WaitsAt(step.Key);
        if (waits.Count == 0)
            return CaseAnswered.No(CaseOutcome.NotWaiting);
        var who = new CaseActor { PersonId = act.To.PersonId, Seats = act.To.Seats };
        if (waits.Any(wait => CaseNaming.On(wait, who) is not null) || HasSigned(step, act.To))
            return CaseAnswered.No(CaseOutcome.NotThisSigner);
        if (!MayTakeOver(step, act.To))
            return CaseAnswered.No(CaseOutcome.NotHandedOver);
        var added = waits[0].Copy();
        (added.Id, added.Post, added.Scope, added.PersonId) = (0, "", Case.Scope, act.To.PersonId);
        (added.HouseholdId, added.Signer, added.AddedBy) = (null, CaseWait.Extra, turn.Who.PersonId);
        (added.OpenedAt, added.Reminded, added.Overdue, added.Rungs) = (turn.Now, false, false, 0);
        added.NextAt = turn.Waiting.Next(step, added, Case.EnteredAt);
        var line = turn.Line(CaseDeed.SignerAdded, Case.State, standing, step.Key);
        line.Other = act.To.PersonId;
        return CaseTurn.Stay(
            turn.Unchanged with
            {
                Opened = [added],
                Log = [line],
                News = [new CaseNews(NewsKind.Waits, step.Key, added)],
            }
        );
    }

    /// <summary>Whoever added a signer may drop that one, and nobody else; what is then complete goes on.</summary>
    public CaseAnswered Drop(DropSigner act)
    {
        var wait = turn.Scene.Waits.FirstOrDefault(wait => wait.Id == act.WaitId);
        if (
            wait is null
            || turn.Type.Step(wait.Step) is not { Kind: StepKind.Joint } step
            || Signer(step) is not { } by
        )
            return CaseAnswered.No(CaseOutcome.NotAllowed);
        if (Case.End != CaseEnd.None)
            return CaseAnswered.No(CaseOutcome.Ended);
        if (wait.AddedBy != turn.Who.PersonId)
            return CaseAnswered.No(CaseOutcome.NotThisSigner);
        var line = turn.Line(CaseDeed.SignerDropped, Case.State, by, step.Key);
        line.Other = wait.PersonId;
        return new CaseCounting(turn).VerdictWithout(step, wait) is { } verdict
            ? turn.Take(step, step.Answer(verdict)!, by, null, [line])
            : CaseTurn.Stay(turn.Unchanged with { Closed = [wait], Log = [line] });
    }

    /// <summary>Whoever has to act may show it to someone in office at its place.</summary>
    public CaseAnswered Copy(CopyTo act)
    {
        if (Acting() is not { } standing)
            return CaseAnswered.No(CaseOutcome.NotAllowed);
        if (turn.Type.Safety && Naming.IsAbout(act.To.PersonId, act.To.HouseholdId) || !IsInOfficeHere(act.To))
            return CaseAnswered.No(CaseOutcome.NotHandedOver);
        var line = turn.Line(CaseDeed.Copied, Case.State, standing);
        line.Other = act.To.PersonId;
        var to = new CaseWait
        {
            Cell = Case.Cell,
            CaseId = Case.Id,
            Type = turn.Type.Key,
            Step = "",
            Scope = Case.Scope,
            PersonId = act.To.PersonId,
        };
        return CaseTurn.Stay(turn.Unchanged with { Log = [line], News = [new CaseNews(NewsKind.Copy, "", to)] });
    }

    /// <summary>Everyone who may read it may add a remark.</summary>
    public CaseAnswered Comment()
    {
        if (!MaySee())
            return CaseAnswered.No(CaseOutcome.NotAllowed);
        if (turn.Remark.Length == 0)
            return CaseAnswered.No(CaseOutcome.RemarkMissing);
        var standing = Acting() ?? new Standing(null, null);
        return CaseTurn.Stay(turn.Unchanged with { Log = [turn.Line(CaseDeed.Commented, Case.State, standing)] });
    }

    /// <summary>Whether this actor may read the case.</summary>
    public bool MaySee()
    {
        var who = turn.Who;
        if (who.IsClock)
            return true;
        if (who.PersonId == 0)
            return false;
        if (Naming.Filers.Contains(who.PersonId) || Case.PersonId == who.PersonId)
            return true;
        var isHome = Case.HouseholdId is { } about && about == who.HouseholdId;
        if (turn.Type.Safety && isHome)
            return false;
        return (isHome && turn.Type.Subject == SubjectKind.Household)
            || Acting() is not null
            || turn.Scene.Log.Any(line => line.PersonId == who.PersonId || IsCopied(line));
    }

    private CaseNaming Naming => turn.Naming;

    /// <summary>As whom this actor has to act now, acted in a post, or is named to read.</summary>
    private Standing? Acting() =>
        turn.Scene.Waits.Select(wait => CaseNaming.On(wait, turn.Who)).OfType<Standing>().FirstOrDefault()
        ?? Naming.Named(turn.Type.SeenBy, turn.Who)
        ?? turn.Type.Steps.Where(step => step.From.Contains(Case.State) || turn.Scene.Log.Any(l => l.Step == step.Key))
            .Select(step => Naming.Named(step.By, turn.Who))
            .OfType<Standing>()
            .FirstOrDefault();

    private bool IsCopied(CaseLogLine line) =>
        (line.Deed is CaseDeed.Copied or CaseDeed.HandedOver or CaseDeed.SignerAdded && line.Other == turn.Who.PersonId)
        || (
            line.Deed == CaseDeed.Answered
            && turn.Type.Step(line.Step)?.Answer(line.Answer) is { CopyTo: [_, ..] to }
            && Naming.Named(to, turn.Who) is not null
        );

    /// <summary>A signer of a joint step, whether still to sign or not.</summary>
    private Standing? Signer(CaseStep step) =>
        turn.WaitsAt(step.Key).Select(wait => CaseNaming.On(wait, turn.Who)).OfType<Standing>().FirstOrDefault()
        ?? (
            turn.SignsAt(step).Any(sign => sign.PersonId == turn.Who.PersonId)
                ? Naming.Named(step.By, turn.Who) ?? new Standing(null, null)
                : null
        );

    /// <summary>
    /// In office at the case's place, not concerned, not kept apart from the step, and no signer in person.
    /// </summary>
    private bool MayTakeOver(CaseStep step, Colleague to) =>
        to.PersonId != turn.Who.PersonId
        && IsInOfficeHere(to)
        && !Naming.IsAbout(to.PersonId, to.HouseholdId)
        && turn.Same(step, [to.PersonId]) is null
        && !HasSigned(step, to)
        && !turn.WaitsAt(step.Key).Any(wait => wait.PersonId == to.PersonId);

    private bool HasSigned(CaseStep step, Colleague to) => turn.SignsAt(step).Any(sign => sign.PersonId == to.PersonId);

    private bool IsInOfficeHere(Colleague to) =>
        to.Seats.Any(seat => seat.InsteadOf is null && seat.Scope.Range.Contains(Case.Scope));
}
