namespace Gulou.Kernel.Cases;

/// <summary>What a field holds.</summary>
public enum FieldKind
{
    /// <summary>Words.</summary>
    Text = 1,

    /// <summary>A number with at most two decimals.</summary>
    Number = 2,

    /// <summary>Yuan, kept as whole fen.</summary>
    Money = 3,

    /// <summary>A day.</summary>
    Date = 4,

    /// <summary>One of a list.</summary>
    Choice = 5,

    /// <summary>A registered person.</summary>
    Person = 6,

    /// <summary>A registered household.</summary>
    Household = 7,

    /// <summary>A place of the map.</summary>
    Place = 8,

    /// <summary>Photos, stripped of where they were taken.</summary>
    Photo = 9,

    /// <summary>Papers.</summary>
    File = 10,

    /// <summary>A points rule the village has adopted.</summary>
    PointsRule = 11,

    /// <summary>Rows of the same columns.</summary>
    Table = 12,

    /// <summary>Yes or no.</summary>
    Yes = 13,
}

/// <summary>What a field is filled with before anyone types.</summary>
public enum Prefill
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The day.</summary>
    Today = 1,

    /// <summary>Who files, or on whose behalf.</summary>
    Filer = 2,

    /// <summary>The filer's household.</summary>
    Household = 3,

    /// <summary>The place where the case lies.</summary>
    Place = 4,

    /// <summary>The head of the household the case is about.</summary>
    Head = 5,
}

/// <summary>One thing that is asked.</summary>
public sealed record CaseField
{
    /// <summary>Lower-case words with hyphens.</summary>
    public required string Key { get; init; }

    /// <summary>The label.</summary>
    public required Words Name { get; init; }

    /// <summary>A hint below it.</summary>
    public Words? Help { get; init; }

    /// <summary>What it holds.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>Whether it must be given where it is asked and visible.</summary>
    public bool Required { get; init; }

    /// <summary>When it is asked at all; null for always.</summary>
    public Condition? When { get; init; }

    /// <summary>The least: of a number, of yuan, of rows.</summary>
    public decimal? Min { get; init; }

    /// <summary>The most: of a number, of yuan, of characters, of rows, of photos.</summary>
    public decimal? Max { get; init; }

    /// <summary>What can be chosen.</summary>
    public IReadOnlyList<CaseChoice> Choices { get; init; } = [];

    /// <summary>The columns of a table; of the plain kinds only.</summary>
    public IReadOnlyList<CaseField> Columns { get; init; } = [];

    /// <summary>What it is filled with first.</summary>
    public Prefill Prefill { get; init; }

    /// <summary>What it is counted in, such as 桌; empty for nothing.</summary>
    public Words? Unit { get; init; }

    /// <summary>Personal: sealed, and masked for those who need not see it.</summary>
    public bool Private { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public int Line { get; init; }
}

/// <summary>One thing that can be chosen.</summary>
/// <param name="Key">Lower-case words with hyphens.</param>
/// <param name="Name">What people read.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record CaseChoice(string Key, Words Name, int Line);
