using Gulou.Kernel.Places;

namespace Gulou.Kernel.Cases;

/// <summary>What a case is about.</summary>
public enum SubjectKind
{
    /// <summary>Nothing but the place where it lies.</summary>
    Place = 1,

    /// <summary>A household.</summary>
    Household = 2,

    /// <summary>A person.</summary>
    Person = 3,
}

/// <summary>
/// A kind of case as a YAML file of <c>definitions/</c> describes it: what is asked, which states there are, who takes
/// which step. Everything the engine knows of a flow is in here. Texts are in the file, lines point into it.
/// </summary>
public sealed record CaseType
{
    /// <summary>The file's name without ending, such as <c>banquet</c>: lower-case words with hyphens.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required Words Name { get; init; }

    /// <summary>One sentence on what it is for, shown above its form.</summary>
    public Words About { get; init; }

    /// <summary>The letters a case's number begins with, such as <c>HB</c>.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What a case is about.</summary>
    public SubjectKind Subject { get; init; } = SubjectKind.Place;

    /// <summary>At which levels of place a case may lie, e.g. village, grid and unit.</summary>
    public IReadOnlyList<PlaceLevel> Levels { get; init; } = [];

    /// <summary>
    /// A case of safety (abuse, whistle-blowing): other members of the filer's or subject's household never see it.
    /// </summary>
    public bool Safety { get; init; }

    /// <summary>Whether all but those who act on it see the filer masked.</summary>
    public bool MasksFiler { get; init; }

    /// <summary>Who may read it without having to act, besides those it is about.</summary>
    public IReadOnlyList<CaseWho> SeenBy { get; init; } = [];

    /// <summary>Numbers a village may set for itself by its own rules, with the shipped value.</summary>
    public IReadOnlyList<CaseLimit> Limits { get; init; } = [];

    /// <summary>All fields, in the order in which they are shown.</summary>
    public IReadOnlyList<CaseField> Fields { get; init; } = [];

    /// <summary>What to say when something is unusual; never refuses.</summary>
    public IReadOnlyList<CaseAdvice> Advice { get; init; } = [];

    /// <summary>How a case begins.</summary>
    public required CaseFiling Filing { get; init; }

    /// <summary>All states, in the order in which they are shown.</summary>
    public IReadOnlyList<CaseState> States { get; init; } = [];

    /// <summary>All steps.</summary>
    public IReadOnlyList<CaseStep> Steps { get; init; } = [];

    /// <summary>How the filer takes it back (撤销); null where nobody can.</summary>
    public CaseJump? Withdraw { get; init; }

    /// <summary>How an ended case is opened again; null where none is.</summary>
    public CaseJump? Reopen { get; init; }

    /// <summary>How a duplicate is merged into another case; null where none is.</summary>
    public CaseJump? Merge { get; init; }

    /// <summary>Which older cases look like the same thing.</summary>
    public CaseLikeness? Likeness { get; init; }

    /// <summary>The line of each part of the text, by the keys that lead to it joined with slashes.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>();

    /// <summary>The line of a part, or of the nearest part around it.</summary>
    public int LineOf(params IReadOnlyList<string> keys)
    {
        for (var count = keys.Count; count > 0; count--)
        {
            if (Lines.TryGetValue(string.Join('/', keys.Take(count)), out var line))
                return line;
        }
        return 1;
    }

    /// <summary>A state by its key, if there is one.</summary>
    public CaseState? State(string key) => States.FirstOrDefault(state => state.Key == key);

    /// <summary>A step by its key, if there is one.</summary>
    public CaseStep? Step(string key) => Steps.FirstOrDefault(step => step.Key == key);

    /// <summary>A field by its key, if there is one.</summary>
    public CaseField? Field(string key) => Fields.FirstOrDefault(field => field.Key == key);

    /// <summary>The fields of a form, in the order of the definition's list of fields.</summary>
    public IReadOnlyList<CaseField> FieldsOf(IEnumerable<string> keys)
    {
        var asked = keys.ToHashSet();
        return [.. Fields.Where(field => asked.Contains(field.Key))];
    }
}

/// <summary>A state of a case.</summary>
/// <param name="Key">Lower-case words with hyphens.</param>
/// <param name="Name">What people call it.</param>
/// <param name="End">Whether a case ends here, and how.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record CaseState(string Key, Words Name, CaseEnd End, int Line);

/// <summary>How a case ended.</summary>
public enum CaseEnd
{
    /// <summary>It has not.</summary>
    None = 0,

    /// <summary>It came to what it was for.</summary>
    Done = 1,

    /// <summary>It was refused, withdrawn, merged or dropped.</summary>
    Stopped = 2,
}

/// <summary>How a case begins.</summary>
public sealed record CaseFiling
{
    /// <summary>Who files for himself or herself.</summary>
    public IReadOnlyList<CaseWho> By { get; init; } = [];

    /// <summary>Who may file on someone's behalf.</summary>
    public IReadOnlyList<CaseWho> OnBehalf { get; init; } = [];

    /// <summary>The fields that are asked.</summary>
    public IReadOnlyList<string> Form { get; init; } = [];

    /// <summary>Into which state; the first route whose condition holds.</summary>
    public IReadOnlyList<CaseRoute> To { get; init; } = [];

    /// <summary>What is done with it.</summary>
    public IReadOnlyList<CaseEffect> Effects { get; init; } = [];

    /// <summary>Where it stands in the file.</summary>
    public int Line { get; init; }
}

/// <summary>A jump that is no step of the flow: withdrawing, opening again, merging.</summary>
public sealed record CaseJump
{
    /// <summary>Who may.</summary>
    public IReadOnlyList<CaseWho> By { get; init; } = [];

    /// <summary>From which states; empty for all that fit: open ones, for opening again the ended ones.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Into which state.</summary>
    public required string To { get; init; }

    /// <summary>Until when after the state was entered; null for ever.</summary>
    public Deadline? Within { get; init; }

    /// <summary>What is done with it.</summary>
    public IReadOnlyList<CaseEffect> Effects { get; init; } = [];

    /// <summary>Where it stands in the file.</summary>
    public int Line { get; init; }
}

/// <summary>A number a village may set for itself.</summary>
/// <param name="Key">Lower-case words with hyphens; conditions name it as <c>limit.KEY</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Value">The shipped value.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record CaseLimit(string Key, Words Name, decimal Value, int Line);

/// <summary>A sentence for those who file or decide, when something is unusual.</summary>
/// <param name="When">When.</param>
/// <param name="Say">What.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record CaseAdvice(Condition When, Words Say, int Line);

/// <summary>Older open cases of the same type that are suggested as duplicates.</summary>
/// <param name="Same">The fields that must be equal.</param>
/// <param name="Within">How long before.</param>
/// <param name="Level">They lie in the same place of this level.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record CaseLikeness(IReadOnlyList<string> Same, Deadline Within, PlaceLevel Level, int Line);
