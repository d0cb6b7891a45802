using System.Globalization;

namespace Gulou.Kernel.Cases;

/// <summary>Steps: their answers, times, counting and returns.</summary>
internal sealed class StepCheck(CheckNotes notes)
{
    private CaseType Type => notes.Type;

    public void Run()
    {
        notes.InOrder([.. Type.Filing.To.Select(route => (route.When, route.Line))]);
        foreach (var step in Type.Steps)
        {
            if (step.Answers.Count == 0)
                notes.Note(step.Line, CaseFaultCode.MissingKey, "answers");
            foreach (var answer in step.Answers)
                notes.InOrder([.. answer.To.Select(route => (route.When, route.Line))]);
            notes.InOrder([.. step.Within.Select(time => (time.When, time.Line))], mustEnd: false);
            notes.InOrder([.. step.Rules.Select(rule => (rule.When, rule.Line))]);
            if (step.Answers.Count > 0 && step.Answers.All(answer => answer.When is not null))
                notes.Note(step.Answers[^1].Line, CaseFaultCode.LastHasCondition);
            Times(step);
            if (step.Counts)
                Counted(step);
            if (step.Kind == StepKind.Joint && step.Agree > step.By.Count)
                notes.Note(Line(step, "joint"), CaseFaultCode.AgreeOverSigners, $"{step.Agree}", $"{step.By.Count}");
            if (step.Kind == StepKind.Panel)
                Panel(step);
            if (step.Kind == StepKind.Tally)
                Tally(step);
        }
    }

    private void Times(CaseStep step)
    {
        var isTimed = step.Within.Count > 0;
        if (step.Kind == StepKind.Panel && !isTimed)
            notes.Note(step.Line, CaseFaultCode.NoDeadline, "panel");
        if (step.Escalate.Count > 0 && !isTimed)
            notes.Note(Line(step, "escalate"), CaseFaultCode.NoDeadline, "escalate");
        foreach (var within in step.Within)
        {
            if (step.After is { } after && after.Unit == within.Time.Unit && after.Count >= within.Time.Count)
                notes.Note(within.Line, CaseFaultCode.DeadlineTooShort, $"{after}", $"{within.Time}");
        }
    }

    private void Counted(CaseStep step)
    {
        foreach (var needed in new[] { CaseStep.Passed, CaseStep.Failed }.Where(key => step.Answer(key) is null))
            notes.Note(Line(step, "answers"), CaseFaultCode.CountedAnswer, needed);
        foreach (var answer in step.Answers)
        {
            var isKnown =
                answer.Key is CaseStep.Passed or CaseStep.Failed
                || (answer.Key == CaseStep.NoQuorum && step.Kind != StepKind.Joint);
            if (!isKnown)
                notes.Note(answer.Line, CaseFaultCode.CountedAnswer, answer.Key);
            if (answer.When is not null)
                notes.Note(
                    Type.LineOf("steps", step.Key, "answers", answer.Key, "when"),
                    CaseFaultCode.DoesNotFit,
                    "when",
                    CheckNotes.Kebab(step.Kind)
                );
        }
        foreach (var rule in step.Rules)
        {
            if (rule.Quorum is { Of: ShareOf.Present or ShareOf.Votes })
                notes.Note(rule.Line, CaseFaultCode.QuorumOfDue);
        }
    }

    private void Panel(CaseStep step)
    {
        if (step.By is not [{ Kind: WhoKind.Post, At.Count: <= 1 }])
            notes.Note(Line(step, "by"), CaseFaultCode.PanelIsOnePost);
        foreach (var rule in step.Rules)
        {
            foreach (var share in new[] { rule.Quorum, rule.Majority }.OfType<Share>())
            {
                if (share.Of == ShareOf.People && step.Seats > 0 && share.Part > step.Seats)
                    notes.Note(
                        rule.Line,
                        CaseFaultCode.OverSeats,
                        share.Part.ToString(CultureInfo.InvariantCulture),
                        step.Seats.ToString(CultureInfo.InvariantCulture)
                    );
            }
        }
    }

    private void Tally(CaseStep step)
    {
        var fields = step.Tally!;
        (string Key, string Field)[] named =
        [
            ("due", fields.Due),
            ("present", fields.Present),
            ("for", fields.For),
            ("against", fields.Against),
        ];
        foreach (var (key, name) in named.Where(one => one.Field.Length > 0))
        {
            var line = Type.LineOf("steps", step.Key, "tally", key);
            if (notes.Field(name, line) is not { } field)
                continue;
            if (field.Kind != FieldKind.Number)
                notes.Note(line, CaseFaultCode.WrongFieldKind, name, CheckNotes.Kebab(FieldKind.Number));
            else if (!step.Form.Contains(name))
                notes.Note(line, CaseFaultCode.NotAskedYet, name);
        }
    }

    private int Line(CaseStep step, string key) => Type.LineOf("steps", step.Key, key);
}
