using System.Globalization;
using System.Text.RegularExpressions;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.Cases;

/// <summary>What is wrong with what was given for a field.</summary>
public enum FormFaultKind
{
    /// <summary>Nothing was given, and it must be.</summary>
    Missing = 1,

    /// <summary>It is no number, amount, day, choice or id.</summary>
    Unreadable = 2,

    /// <summary>Less than the least.</summary>
    TooSmall = 3,

    /// <summary>More than the most.</summary>
    TooLarge = 4,

    /// <summary>Too long, or too many.</summary>
    TooMany = 5,

    /// <summary>It was given though its condition does not hold.</summary>
    NotAsked = 6,
}

/// <summary>A fault in a form.</summary>
/// <param name="Field">The field.</param>
/// <param name="Row">The row of a table from 0; null for a plain field.</param>
/// <param name="Column">The table's column; null for a plain field.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Bound">The bound it passes; null where there is none.</param>
public sealed record FormFault(string Field, int? Row, string? Column, FormFaultKind Kind, decimal? Bound);

/// <summary>A form that was read.</summary>
/// <param name="Values">What was given and understood.</param>
/// <param name="Faults">What was not.</param>
/// <param name="Advice">What to say, without refusing.</param>
public sealed record FormReading(FormValues Values, IReadOnlyList<FormFault> Faults, IReadOnlyList<CaseAdvice> Advice);

/// <summary>What fields can be filled with before anyone types.</summary>
/// <param name="Today">The day.</param>
/// <param name="Filer">Who files, or on whose behalf.</param>
/// <param name="Household">The filer's household.</param>
/// <param name="Head">The head of the household the case is about.</param>
/// <param name="Place">The place where the case lies.</param>
public sealed record PrefillSource(DateOnly Today, long? Filer, long? Household, long? Head, long? Place);

/// <summary>Reads and checks what is given for a form, by its definition.</summary>
public static partial class CaseForm
{
    /// <summary>The longest text where the definition names none, in characters.</summary>
    public const int LongestText = 500;

    /// <summary>The most photos or papers where the definition names no number.</summary>
    public const int MostFiles = 6;

    /// <summary>The most rows of a table where the definition names no number.</summary>
    public const int MostRows = 50;

    /// <summary>
    /// Reads what was typed into the asked fields. A field that is not visible by its condition is neither required
    /// nor kept.
    /// </summary>
    /// <param name="type">The definition.</param>
    /// <param name="asked">The fields asked.</param>
    /// <param name="typed">
    /// What was typed, by field; several for photos; a table's cells as <c>field[0].column</c>.
    /// </param>
    /// <param name="known">What the case holds already, for conditions on fields that are not asked now.</param>
    /// <param name="context">What conditions look at.</param>
    public static FormReading Read(
        CaseType type,
        IReadOnlyCollection<string> asked,
        IReadOnlyDictionary<string, IReadOnlyList<string>> typed,
        FormValues known,
        ConditionContext context
    )
    {
        var fields = type.FieldsOf(asked);
        var given = new Dictionary<string, FormValue>();
        var unread = new List<FormFault>();
        foreach (var field in fields)
        {
            if (ReadField(field, typed, unread) is { } value)
                given[field.Key] = value;
        }
        var visible = Visible(fields, new FormValues(given), known, context).ToHashSet();
        var values = new FormValues(given.Where(pair => visible.Contains(pair.Key)));
        var faults = unread
            .Where(fault => visible.Contains(fault.Field))
            .Concat(
                Check(type, asked, values, known, context)
                    .Where(fault =>
                        fault.Kind != FormFaultKind.Missing || !unread.Exists(other => other.Field == fault.Field)
                    )
            );
        var all = known.With(asked, values);
        return new FormReading(values, [.. faults], AdviceOn(type, all, context));
    }

    /// <summary>The faults of values, whether they were typed or came from a program.</summary>
    public static IReadOnlyList<FormFault> Check(
        CaseType type,
        IReadOnlyCollection<string> asked,
        FormValues given,
        FormValues known,
        ConditionContext context
    )
    {
        var fields = type.FieldsOf(asked);
        var visible = Visible(fields, given, known, context).ToHashSet();
        var faults = new List<FormFault>();
        foreach (var field in fields)
        {
            var value = given[field.Key];
            if (!visible.Contains(field.Key))
            {
                if (value is not null)
                    faults.Add(new FormFault(field.Key, null, null, FormFaultKind.NotAsked, null));
            }
            else if (value is null)
            {
                if (field.Required)
                    faults.Add(new FormFault(field.Key, null, null, FormFaultKind.Missing, null));
            }
            else
            {
                faults.AddRange(Judge(field, value, field.Key, null));
            }
        }
        return faults;
    }

    /// <summary>The sentences that apply to a case's values.</summary>
    public static IReadOnlyList<CaseAdvice> AdviceOn(CaseType type, FormValues values, ConditionContext context) =>
        [.. type.Advice.Where(advice => advice.When.Holds(values, context))];

    /// <summary>The asked fields that are shown: those without condition and those whose condition holds.</summary>
    public static IReadOnlyList<string> Visible(
        IReadOnlyList<CaseField> fields,
        FormValues given,
        FormValues known,
        ConditionContext context
    )
    {
        string[] asked = [.. fields.Select(field => field.Key)];
        var visible = asked;
        // A field that goes may take others along; each round only takes away, so that it ends.
        for (var round = 0; round <= fields.Count; round++)
        {
            var shown = new FormValues(given.All.Where(pair => visible.Contains(pair.Key)));
            var all = known.With(asked, shown);
            string[] next = [.. fields.Where(f => f.When is null || f.When.Holds(all, context)).Select(f => f.Key)];
            next = [.. next.Where(key => visible.Contains(key))];
            if (next.Length == visible.Length)
                break;
            visible = next;
        }
        return visible;
    }

    /// <summary>What fields are filled with first.</summary>
    public static FormValues Prefilled(CaseType type, IEnumerable<string> asked, PrefillSource source)
    {
        var values = new Dictionary<string, FormValue>();
        foreach (var field in type.FieldsOf(asked))
        {
            var id = field.Prefill switch
            {
                Prefill.Filer => source.Filer,
                Prefill.Household => source.Household,
                Prefill.Head => source.Head,
                Prefill.Place => source.Place,
                _ => null,
            };
            if (field.Prefill == Prefill.Today)
                values[field.Key] = new DateValue(source.Today);
            else if (id is { } known)
                values[field.Key] = new IdValue(known);
        }
        return new FormValues(values);
    }

    private static FormValue? ReadField(
        CaseField field,
        IReadOnlyDictionary<string, IReadOnlyList<string>> typed,
        List<FormFault> faults
    )
    {
        if (field.Kind == FieldKind.Table)
            return ReadTable(field, typed, faults);
        var texts = typed.GetValueOrDefault(field.Key)?.Select(t => t.Trim()).Where(t => t.Length > 0).ToList() ?? [];
        if (texts.Count == 0)
            return null;
        if (field.Kind is FieldKind.Photo or FieldKind.File)
            return new FilesValue([.. texts.Distinct()]);
        var value = ReadText(field, texts[0]);
        if (value is null)
            faults.Add(new FormFault(field.Key, null, null, FormFaultKind.Unreadable, null));
        return value is NoValue ? null : value;
    }

    private static TableValue? ReadTable(
        CaseField field,
        IReadOnlyDictionary<string, IReadOnlyList<string>> typed,
        List<FormFault> faults
    )
    {
        var cells = new SortedDictionary<int, Dictionary<string, string>>();
        foreach (var (key, texts) in typed)
        {
            if (Cell().Match(key) is not { Success: true } match || match.Groups["field"].Value != field.Key)
                continue;
            var row = int.Parse(match.Groups["row"].ValueSpan, CultureInfo.InvariantCulture);
            if (texts is [{ } first, ..] && first.Trim() is { Length: > 0 } text)
                (cells.TryGetValue(row, out var found) ? found : cells[row] = [])[match.Groups["column"].Value] = text;
        }
        var rows = new List<FormValues>();
        foreach (var row in cells.Values)
        {
            var values = new Dictionary<string, FormValue>();
            foreach (var column in field.Columns)
            {
                if (!row.TryGetValue(column.Key, out var text))
                    continue;
                var value = ReadText(column, text);
                if (value is null)
                    faults.Add(new FormFault(field.Key, rows.Count, column.Key, FormFaultKind.Unreadable, null));
                else if (value is not NoValue)
                    values[column.Key] = value;
            }
            rows.Add(new FormValues(values));
        }
        return rows.Count == 0 ? null : new TableValue(rows);
    }

    /// <summary>One value; null for what cannot be read, <see cref="NoValue"/> for a no.</summary>
    private static FormValue? ReadText(CaseField field, string text) =>
        field.Kind switch
        {
            FieldKind.Text => new TextValue(text),
            FieldKind.Number => Hundredths.TryParse(text, out var number) ? new NumberValue(number / 100m) : null,
            FieldKind.Money => YuanText.TryParse(text, out var fen) ? new MoneyValue(fen) : null,
            FieldKind.Date => DateOnly.TryParseExact(
                text,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
                ? new DateValue(day)
                : null,
            FieldKind.Choice => new ChoiceValue(text),
            FieldKind.Yes => text switch
            {
                "true" or "on" or "yes" => new YesValue(),
                "false" or "off" or "no" => new NoValue(),
                _ => null,
            },
            _ => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
                ? new IdValue(id)
                : null,
        };

    private static IEnumerable<FormFault> Judge(CaseField field, FormValue value, string name, (int, string)? cell)
    {
        var fits = field.Kind switch
        {
            FieldKind.Text => value is TextValue { Text: var text } && text.Trim().Length > 0,
            FieldKind.Number => value is NumberValue { Number: var number } && number == Math.Round(number, 2),
            FieldKind.Money => value is MoneyValue,
            FieldKind.Date => value is DateValue,
            FieldKind.Choice => value is ChoiceValue { Key: var key } && field.Choices.Any(one => one.Key == key),
            FieldKind.Yes => value is YesValue,
            FieldKind.Photo or FieldKind.File => value is FilesValue { Hashes: { Count: > 0 } hashes }
                && hashes.All(hash => Hash().IsMatch(hash)),
            FieldKind.Table => value is TableValue { Rows.Count: > 0 },
            _ => value is IdValue { Id: > 0 },
        };
        if (!fits)
            return [Fault(FormFaultKind.Unreadable, null)];
        return value switch
        {
            TextValue { Text.Length: var length } when length > (field.Max ?? LongestText) =>
            [
                Fault(FormFaultKind.TooMany, field.Max ?? LongestText),
            ],
            FilesValue { Hashes.Count: var count } when count > (field.Max ?? MostFiles) =>
            [
                Fault(FormFaultKind.TooMany, field.Max ?? MostFiles),
            ],
            TableValue table => JudgeRows(field, table),
            NumberValue or MoneyValue when value.Size < field.Min => [Fault(FormFaultKind.TooSmall, field.Min)],
            NumberValue or MoneyValue when value.Size > field.Max => [Fault(FormFaultKind.TooLarge, field.Max)],
            _ => [],
        };

        FormFault Fault(FormFaultKind kind, decimal? bound) => new(name, cell?.Item1, cell?.Item2, kind, bound);
    }

    private static IEnumerable<FormFault> JudgeRows(CaseField field, TableValue table)
    {
        if (table.Rows.Count > (field.Max ?? MostRows))
            yield return new FormFault(field.Key, null, null, FormFaultKind.TooMany, field.Max ?? MostRows);
        if (table.Rows.Count < field.Min)
            yield return new FormFault(field.Key, null, null, FormFaultKind.TooSmall, field.Min);
        for (var row = 0; row < table.Rows.Count; row++)
        {
            foreach (var column in field.Columns)
            {
                var value = table.Rows[row][column.Key];
                if (value is null && column.Required)
                    yield return new FormFault(field.Key, row, column.Key, FormFaultKind.Missing, null);
                if (value is null)
                    continue;
                foreach (var fault in Judge(column, value, field.Key, (row, column.Key)))
                    yield return fault;
            }
        }
    }

    [GeneratedRegex(@"^(?<field>[a-z][a-z0-9-]*)\[(?<row>[0-9]{1,3})\]\.(?<column>[a-z][a-z0-9-]*)$")]
    private static partial Regex Cell();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Hash();

    /// <summary>A no: understood, and nothing to keep.</summary>
    private sealed record NoValue : FormValue;
}
