using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;

namespace Gulou.Kernel.Cases;

/// <summary>
/// Those who are named: whether they exist, can be found, and are not kept from what only they could do.
/// </summary>
internal sealed class WhoCheck(CheckNotes notes, PostCatalog posts)
{
    private CaseType Type => notes.Type;

    public void Run()
    {
        foreach (var who in Type.Filing.By.Concat(Type.Filing.OnBehalf).Concat(Type.SeenBy))
            Exists(who, null);
        foreach (var jump in new[] { Type.Withdraw, Type.Reopen, Type.Merge }.OfType<CaseJump>())
        {
            foreach (var who in jump.By)
                Exists(who, null);
        }
        foreach (var step in Type.Steps)
            One(step);
    }

    private void One(CaseStep step)
    {
        foreach (var who in step.By)
        {
            Exists(who, step);
            if (!step.Optional && CaseNaming.IsVillager(who))
                notes.Note(who.Line, CaseFaultCode.VillagersWait, step.Key);
        }
        foreach (var rung in step.Escalate)
            Called(rung.To);
        foreach (var who in step.Answers.SelectMany(answer => answer.CopyTo))
            Called(who);
        if (step.Kind != StepKind.Clock && !step.Optional)
            Everywhere(step);
        Apart(step);

        void Called(CaseWho who)
        {
            Exists(who, step);
            if (CaseNaming.IsVillager(who))
                notes.Note(who.Line, CaseFaultCode.VillagersWait, step.Key);
        }
    }

    private void Exists(CaseWho who, CaseStep? step)
    {
        switch (who.Kind)
        {
            case WhoKind.Post when posts.Find(who.Name) is { } post:
                foreach (var level in who.At.Where(level => !post.Levels.Contains(level)))
                    notes.Note(who.Line, CaseFaultCode.PostNotAtLevel, who.Name, CheckNotes.Kebab(level));
                break;
            case WhoKind.Post:
                notes.Note(who.Line, CaseFaultCode.UnknownPost, who.Name);
                break;
            case WhoKind.Subject when Type.Subject == SubjectKind.Place:
                notes.Note(who.Line, CaseFaultCode.NoSubject);
                break;
            case WhoKind.Field when notes.Field(who.Name, who.Line) is { } field:
                if (field.Kind is not (FieldKind.Person or FieldKind.Household))
                    notes.Note(who.Line, CaseFaultCode.NotAPerson, who.Name);
                else if (step is not null && !notes.AskedBefore(step).Contains(who.Name))
                    notes.Note(who.Line, CaseFaultCode.NotAskedYet, who.Name);
                break;
            case WhoKind.Took when Type.Step(who.Name) is { } took:
                if (took.Kind == StepKind.Clock || (step is not null && !notes.Before(step).Contains(took)))
                    notes.Note(who.Line, CaseFaultCode.NotTakenBefore, who.Name);
                break;
            case WhoKind.Took:
                notes.Note(who.Line, CaseFaultCode.UnknownStep, who.Name);
                break;
        }
    }

    /// <summary>Wherever a case may lie, somebody takes the step.</summary>
    private void Everywhere(CaseStep step)
    {
        foreach (var level in Type.Levels)
        {
            var found = step.By.Count(who => IsFound(who, level));
            var need =
                step.Kind != StepKind.Joint ? 1
                : step.Agree == 0 ? step.By.Count
                : Math.Min(step.Agree, step.By.Count);
            if (found < need && step.By.Count > 0)
                notes.Note(Type.LineOf("steps", step.Key, "by"), CaseFaultCode.NobodyAtLevel, step.Key, Name(level));
        }
    }

    private bool IsFound(CaseWho who, PlaceLevel level) =>
        who.Kind != WhoKind.Post || posts.Find(who.Name) is null || who.At.Count == 0 || who.At.Any(at => at <= level);

    private void Apart(CaseStep step)
    {
        foreach (var key in step.Apart)
        {
            var line = Type.LineOf("steps", step.Key, "apart", key);
            if (key != CaseFlow.Filing && Type.Step(key) is null)
                notes.Note(line, CaseFaultCode.UnknownStep, key);
            else if (step.By.Count > 0 && step.By.All(who => IsAlways(who, key, [step.Key])))
                notes.Note(line, CaseFaultCode.NeverPossible, step.Key, key);
        }
    }

    /// <summary>Whether someone named is always one of those who took another step, or filed.</summary>
    private bool IsAlways(CaseWho who, string key, HashSet<string> seen) =>
        who.Kind switch
        {
            WhoKind.Filer => key == CaseFlow.Filing || IsByFiler(key),
            WhoKind.Took => who.Name == key
                || (
                    seen.Add(who.Name)
                    && Type.Step(who.Name) is { By: [_, ..] by }
                    && by.All(one => IsAlways(one, key, seen))
                ),
            _ => false,
        };

    /// <summary>Whether only the filer takes a step: keeping the filer from another then keeps all from it.</summary>
    private bool IsByFiler(string key) =>
        Type.Step(key) is { By: [_, ..] by } && by.All(who => who.Kind == WhoKind.Filer) && IsOneFiler();

    /// <summary>Filed on someone's behalf, there are two of them.</summary>
    private bool IsOneFiler() => Type.Filing.OnBehalf.Count == 0;

    private static string Name(PlaceLevel level) => CheckNotes.Kebab(level);
}
