namespace Gulou.Kernel.Cases;

/// <summary>What is wrong with what was typed into a field, in the order in which it is found.</summary>
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

/// <summary>Reads what was typed into a form, by its definition.</summary>
public static class CaseForm
{
    /// <summary>
    /// Reads the asked fields. A field that is not visible by its condition is neither required nor kept.
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
    ) => throw new NotSupportedException();

    /// <summary>The faults of values that came as such, from a program: the same rules as for typed ones.</summary>
    public static IReadOnlyList<FormFault> Check(
        CaseType type,
        IReadOnlyCollection<string> asked,
        FormValues given,
        FormValues known,
        ConditionContext context
    ) => throw new NotSupportedException();

    /// <summary>The values as JSON: one object, keys in order.</summary>
    public static string ToJson(FormValues values) => throw new NotSupportedException();

    /// <summary>Reads what <see cref="ToJson"/> wrote; fields the definition does not know are left out.</summary>
    public static FormValues FromJson(CaseType type, string json) => throw new NotSupportedException();
}
