namespace Gulou.Kernel.Cases;

/// <summary>Fields, forms and the conditions on them.</summary>
internal sealed class FieldCheck(CheckNotes notes)
{
    private CaseType Type => notes.Type;

    public void Run()
    {
        foreach (var field in Type.Fields.Where(field => field.Kind != 0))
            One(field, ["fields", field.Key]);
        Asked();
        foreach (var advice in Type.Advice)
            Judge(advice.When, advice.Line, null);
        foreach (var field in Type.Fields.Where(field => field.When is not null))
            Judge(field.When!, Type.LineOf("fields", field.Key, "when"), KnownWith(field));
        var filed = Type.Filing.Form.ToHashSet();
        foreach (var route in Type.Filing.To)
            Judge(route.When, route.Line, filed);
        foreach (var step in Type.Steps)
            Conditions(step);
        if (Type.Likeness is { } alike)
        {
            foreach (var key in alike.Same)
                notes.Field(key, Type.LineOf("alike", "same", key));
        }
    }

    private void One(CaseField field, string[] path)
    {
        var kind = field.Kind;
        Fit(field.Choices.Count > 0, "choices", FieldKind.Choice);
        Fit(field.Columns.Count > 0, "columns", FieldKind.Table);
        Fit(field.Min is not null, "min", FieldKind.Number, FieldKind.Money, FieldKind.Table);
        Fit(
            field.Max is not null,
            "max",
            FieldKind.Text,
            FieldKind.Number,
            FieldKind.Money,
            FieldKind.Photo,
            FieldKind.File,
            FieldKind.Table
        );
        Fit(field.Unit is not null, "unit", FieldKind.Number);
        Fit(
            field.Prefill != Prefill.None,
            "prefill",
            field.Prefill switch
            {
                Prefill.Today => FieldKind.Date,
                Prefill.Household => FieldKind.Household,
                Prefill.Place => FieldKind.Place,
                _ => FieldKind.Person,
            }
        );
        if (kind == FieldKind.Choice && field.Choices.Count == 0)
            notes.Note(field.Line, CaseFaultCode.MissingKey, "choices");
        if (kind == FieldKind.Table && field.Columns.Count == 0)
            notes.Note(field.Line, CaseFaultCode.MissingKey, "columns");
        if (field.Min > field.Max)
            notes.Note(Type.LineOf([.. path, "min"]), CaseFaultCode.MinOverMax);
        foreach (var column in field.Columns)
        {
            string[] inside = [.. path, "columns", column.Key];
            if (column.Kind is FieldKind.Table or FieldKind.Photo or FieldKind.File or FieldKind.PointsRule)
                notes.Note(Type.LineOf([.. inside, "kind"]), CaseFaultCode.DoesNotFit, "columns", Name(column.Kind));
            if (column.When is not null)
                notes.Note(Type.LineOf([.. inside, "when"]), CaseFaultCode.DoesNotFit, "when", "columns");
            One(column, inside);
        }

        void Fit(bool given, string key, params ReadOnlySpan<FieldKind> kinds)
        {
            if (given && !kinds.Contains(kind))
                notes.Note(Type.LineOf([.. path, key]), CaseFaultCode.DoesNotFit, key, Name(kind));
        }
    }

    private void Asked()
    {
        var asked = new HashSet<string>();
        foreach (var (path, form, step) in notes.Forms())
        {
            foreach (var key in form)
            {
                asked.Add(key);
                notes.Field(key, Type.LineOf([.. path, key]));
            }
            if (form.Count > 0 && step is { Kind: StepKind.Joint or StepKind.Panel })
                notes.Note(Type.LineOf(path), CaseFaultCode.DoesNotFit, "form", Name(step.Kind));
            if (form.Count > 0 && path.Length > 3 && step is { Kind: StepKind.Tally })
                notes.Note(Type.LineOf(path), CaseFaultCode.DoesNotFit, "form", Name(step.Kind));
        }
        foreach (var field in Type.Fields.Where(field => !asked.Contains(field.Key)))
            notes.Note(field.Line, CaseFaultCode.NeverAsked, field.Key);
    }

    private void Conditions(CaseStep step)
    {
        var before = notes.AskedBefore(step);
        var with = before.Concat(step.Form).ToHashSet();
        foreach (var within in step.Within)
            Judge(within.When, within.Line, before);
        foreach (var rule in step.Rules)
            Judge(rule.When, rule.Line, with);
        foreach (var answer in step.Answers)
        {
            Judge(answer.When, Type.LineOf("steps", step.Key, "answers", answer.Key, "when"), before);
            foreach (var route in answer.To)
                Judge(route.When, route.Line, [.. with, .. answer.Form]);
        }
        if (step.Since is not { } since)
            return;
        var line = Type.LineOf("steps", step.Key, "since");
        if (notes.Field(since, line) is not { } field)
            return;
        if (field.Kind != FieldKind.Date)
            notes.Note(line, CaseFaultCode.WrongFieldKind, since, Name(FieldKind.Date));
        else if (!before.Contains(since))
            notes.Note(line, CaseFaultCode.NotAskedYet, since);
    }

    /// <summary>
    /// What is known wherever a field is asked: what was asked before in every such place, or with it.
    /// </summary>
    private HashSet<string> KnownWith(CaseField field)
    {
        HashSet<string>? known = null;
        foreach (var (_, form, step) in notes.Forms().Where(one => one.Form.Contains(field.Key)))
        {
            var here = form.ToHashSet();
            if (step is not null)
                here.UnionWith([.. notes.AskedBefore(step), .. step.Form]);
            if (known is null)
                known = here;
            else
                known.IntersectWith(here);
        }
        return known ?? [.. Type.Fields.Select(one => one.Key)];
    }

    private void Judge(Condition? when, int line, HashSet<string>? known)
    {
        foreach (var test in when?.Tests ?? [])
        {
            var left = Side(test.Left);
            if (test.How is Comparison.Is or Comparison.IsNot)
                Word(left, test.Right!.Name);
            else if (
                test.Right is { } right
                && Size(test.Left, left) is var size
                && Size(right, Side(right)) is var other
            )
            {
                if (size is not null && other is not null && size != other)
                    notes.Note(
                        line,
                        CaseFaultCode.NotComparable,
                        right.Kind == OperandKind.Field ? right.Name : $"{when}"
                    );
            }
        }

        CaseField? Side(Operand side)
        {
            if (side.Kind == OperandKind.Limit && !Type.Limits.Any(limit => limit.Key == side.Name))
                notes.Note(line, CaseFaultCode.UnknownLimit, side.Name);
            if (side.Kind != OperandKind.Field || notes.Field(side.Name, line) is not { } field)
                return null;
            if (known?.Contains(side.Name) == false)
                notes.Note(line, CaseFaultCode.NotAskedYet, side.Name);
            return field;
        }

        void Word(CaseField? field, string word)
        {
            if (field is null or { Kind: FieldKind.Text })
                return;
            if (field.Kind is not (FieldKind.Choice or FieldKind.Yes))
                notes.Note(line, CaseFaultCode.NotComparable, field.Key);
            else if (field.Kind == FieldKind.Yes ? word != "yes" : !field.Choices.Any(choice => choice.Key == word))
                notes.Note(line, CaseFaultCode.UnknownChoice, word, field.Key);
        }

        // Whether it is a day or a number; null for what is neither, then noted, or not known.
        bool? Size(Operand side, CaseField? field)
        {
            if (side.Kind != OperandKind.Field)
                return side.Kind == OperandKind.Today;
            if (field is null)
                return null;
            if (field.Kind is FieldKind.Date)
                return true;
            if (
                field.Kind
                is FieldKind.Number
                    or FieldKind.Money
                    or FieldKind.Photo
                    or FieldKind.File
                    or FieldKind.Table
            )
                return false;
            notes.Note(line, CaseFaultCode.NotComparable, field.Key);
            return null;
        }
    }

    private static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => CheckNotes.Kebab(value);
}
