namespace Gulou.Kernel.Cases;

/// <summary>Effects: whether they exist and are given what they take.</summary>
internal sealed class EffectCheck(CheckNotes notes, IReadOnlyDictionary<string, EffectShape> effects)
{
    private CaseType Type => notes.Type;

    public void Run()
    {
        var filed = Type.Filing.Form.ToHashSet();
        foreach (var effect in Type.Filing.Effects)
            One(effect, filed);
        foreach (
            var effect in new[] { Type.Withdraw, Type.Reopen, Type.Merge }.OfType<CaseJump>().SelectMany(j => j.Effects)
        )
            One(effect, null);
        foreach (var step in Type.Steps)
        {
            HashSet<string> known = [.. notes.AskedBefore(step), .. step.Form];
            foreach (var answer in step.Answers)
            {
                foreach (var effect in answer.Effects)
                    One(effect, [.. known, .. answer.Form]);
            }
        }
    }

    private void One(CaseEffect effect, HashSet<string>? known)
    {
        if (!effects.TryGetValue(effect.Name, out var shape))
        {
            notes.Note(effect.Line, CaseFaultCode.UnknownEffect, effect.Name);
            return;
        }
        foreach (var parameter in shape.Arguments.Where(p => p.Required && effect.With.All(a => a.Name != p.Name)))
            notes.Note(effect.Line, CaseFaultCode.EffectNeeds, effect.Name, parameter.Name);
        foreach (var argument in effect.With)
        {
            if (shape.Arguments.FirstOrDefault(one => one.Name == argument.Name) is not { } parameter)
                notes.Note(argument.Line, CaseFaultCode.EffectDoesNotKnow, effect.Name, argument.Name);
            else if (argument.Field is { } name && notes.Field(name, argument.Line) is { } field)
                Given(argument, parameter, field, known);
        }
    }

    private void Given(EffectArgument argument, EffectParameter parameter, CaseField field, HashSet<string>? known)
    {
        if (!parameter.Kinds.Contains(field.Kind))
        {
            var kinds = string.Join(", ", parameter.Kinds.Select(CheckNotes.Kebab));
            notes.Note(argument.Line, CaseFaultCode.WrongFieldKind, field.Key, kinds);
        }
        else if (known?.Contains(field.Key) == false)
        {
            notes.Note(argument.Line, CaseFaultCode.NotAskedYet, field.Key);
        }
    }
}
