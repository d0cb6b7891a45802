using System.Globalization;

namespace Gulou.Kernel.Cases;

/// <summary>What a condition looks at besides the form.</summary>
/// <param name="Today">The day of the decision.</param>
/// <param name="Limits">The limits in force where the case lies, by key: the village's own or the shipped ones.</param>
public sealed record ConditionContext(DateOnly Today, IReadOnlyDictionary<string, decimal> Limits);

/// <summary>How two sides are compared.</summary>
public enum Comparison
{
    /// <summary>The same word.</summary>
    Is = 1,

    /// <summary>Another word, or none.</summary>
    IsNot = 2,

    /// <summary>More.</summary>
    Over = 3,

    /// <summary>More or the same.</summary>
    AtLeast = 4,

    /// <summary>Less.</summary>
    Under = 5,

    /// <summary>Less or the same.</summary>
    AtMost = 6,

    /// <summary>The field was filled in.</summary>
    Given = 7,

    /// <summary>The field was not filled in.</summary>
    Missing = 8,
}

/// <summary>What stands on a side of a comparison.</summary>
public enum OperandKind
{
    /// <summary>A field of the form.</summary>
    Field = 1,

    /// <summary>A limit of the village, <c>limit.tables</c>.</summary>
    Limit = 2,

    /// <summary>The day of the decision, moved by so many days.</summary>
    Today = 3,

    /// <summary>A number; of money, yuan.</summary>
    Number = 4,

    /// <summary>A word, such as a choice.</summary>
    Word = 5,
}

/// <summary>One side of a comparison.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The field, the limit or the word.</param>
/// <param name="Number">The number, or the days by which today is moved.</param>
public sealed record Operand(OperandKind Kind, string Name, decimal Number = 0)
{
    internal decimal? Size(FormValues values, ConditionContext context) =>
        Kind switch
        {
            OperandKind.Field => values[Name]?.Size,
            OperandKind.Limit => context.Limits.TryGetValue(Name, out var limit) ? limit : null,
            OperandKind.Today => context.Today.DayNumber + Number,
            OperandKind.Number => Number,
            _ => null,
        };
}

/// <summary>One comparison, such as "tables over limit.wedding-tables".</summary>
/// <param name="Left">A field, or today.</param>
/// <param name="How">How.</param>
/// <param name="Right">What with; null for given and missing.</param>
public sealed record Test(Operand Left, Comparison How, Operand? Right)
{
    internal bool Holds(FormValues values, ConditionContext context) =>
        How switch
        {
            Comparison.Given => values[Left.Name] is not null,
            Comparison.Missing => values[Left.Name] is null,
            Comparison.Is => values[Left.Name]?.Word == Right!.Name,
            Comparison.IsNot => values[Left.Name]?.Word != Right!.Name,
            _ => Left.Size(values, context) is { } left
                && Right!.Size(values, context) is { } right
                && Compare(left, right),
        };

    private bool Compare(decimal left, decimal right) =>
        How switch
        {
            Comparison.Over => left > right,
            Comparison.AtLeast => left >= right,
            Comparison.Under => left < right,
            _ => left <= right,
        };
}

/// <summary>
/// When something applies: comparisons joined by "and", and these by "or", as in <c>kind is wedding and tables >
/// limit.wedding-tables or tables > 30</c>. A size of something that was not given compares to nothing.
/// </summary>
public sealed class Condition
{
    private Condition(string text, IReadOnlyList<IReadOnlyList<Test>> any) => (Text, Any) = (text, any);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>One of these must hold, each with all its comparisons.</summary>
    public IReadOnlyList<IReadOnlyList<Test>> Any { get; }

    /// <summary>All comparisons.</summary>
    public IEnumerable<Test> Tests => Any.SelectMany(all => all);

    /// <summary>Whether it holds.</summary>
    public bool Holds(FormValues values, ConditionContext context) =>
        Any.Any(all => all.All(test => test.Holds(values, context)));

    /// <summary>Reads a condition; false when it is none, and then it never holds.</summary>
    public static bool TryParse(string? text, out Condition condition)
    {
        condition = new Condition(text ?? "", []);
        var any = new List<IReadOnlyList<Test>>();
        foreach (var part in (text ?? "").Split(" or "))
        {
            var all = new List<Test>();
            foreach (var words in part.Split(" and "))
            {
                if (Read(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)) is not { } test)
                    return false;
                all.Add(test);
            }
            any.Add(all);
        }
        condition = new Condition(text!, any);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Text;

    private static Test? Read(string[] words)
    {
        if (words.Length < 2 || Side(words[0], []) is not { Kind: OperandKind.Field or OperandKind.Today } left)
            return null;
        var isField = left.Kind == OperandKind.Field;
        return words[1..] switch
        {
            ["given"] when isField => new Test(left, Comparison.Given, null),
            ["missing"] when isField => new Test(left, Comparison.Missing, null),
            ["is", "not", var word] when isField && IsKey(word) => Equal(Comparison.IsNot, word),
            ["is", var word] when isField && IsKey(word) => Equal(Comparison.Is, word),
            [">", var side, .. var more] => Sized(Comparison.Over, side, more),
            [">=", var side, .. var more] => Sized(Comparison.AtLeast, side, more),
            ["<", var side, .. var more] => Sized(Comparison.Under, side, more),
            ["<=", var side, .. var more] => Sized(Comparison.AtMost, side, more),
            _ => null,
        };

        Test Equal(Comparison how, string word) => new(left, how, new Operand(OperandKind.Word, word));
        Test? Sized(Comparison how, string side, string[] more) =>
            Side(side, more) is { } right ? new Test(left, how, right) : null;
    }

    private static Operand? Side(string word, string[] more) =>
        (word, more) switch
        {
            ("today", []) => new Operand(OperandKind.Today, "", 0),
            ("today", ["+", var days]) when Whole(days) is { } count => new Operand(OperandKind.Today, "", count),
            ("today", ["-", var days]) when Whole(days) is { } count => new Operand(OperandKind.Today, "", -count),
            (_, [_, ..]) => null,
            ({ } text, _) when text.StartsWith("limit.", StringComparison.Ordinal) && IsKey(text[6..]) => new Operand(
                OperandKind.Limit,
                text[6..]
            ),
            ({ } text, _)
                when decimal.TryParse(
                    text,
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                ) => new Operand(OperandKind.Number, "", number),
            ({ } text, _) when IsKey(text) => new Operand(OperandKind.Field, text),
            _ => null,
        };

    private static decimal? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Lower-case words with hyphens, such as <c>village-review</c>; digits after the first letter.</summary>
    public static bool IsKey(string text) =>
        text.Length > 0
        && char.IsAsciiLetterLower(text[0])
        && text[^1] != '-'
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
