using Gulou.Kernel.Values;

namespace Gulou.Kernel.Cases;

/// <summary>What the engine answers: the first outcome that applies, and when done what changes.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Changes">What to write; null unless done.</param>
/// <param name="Args">What the outcome's sentence needs.</param>
public sealed record CaseAnswered(CaseOutcome Outcome, CaseChanges? Changes, IReadOnlyList<object> Args)
{
    /// <summary>What is wrong with the form, when that was it.</summary>
    public IReadOnlyList<FormFault> Faults { get; init; } = [];

    /// <summary>Whether it is done.</summary>
    public bool IsDone => Outcome == CaseOutcome.Done;

    internal static CaseAnswered No(CaseOutcome outcome, params object[] args) => new(outcome, null, args);
}

/// <summary>All that changes with one act.</summary>
public sealed record CaseChanges
{
    /// <summary>The state after it.</summary>
    public required string State { get; init; }

    /// <summary>Whether that state was entered by it, be it again: round and time of entry are new.</summary>
    public bool Entered { get; init; }

    /// <summary>The round after it.</summary>
    public required int Round { get; init; }

    /// <summary>How the case ended; none while it runs or when it runs again.</summary>
    public CaseEnd End { get; init; }

    /// <summary>The case it was merged into.</summary>
    public long? MergedInto { get; init; }

    /// <summary>Waits that begin; their ids and place ids are given when stored.</summary>
    public IReadOnlyList<CaseWait> Opened { get; init; } = [];

    /// <summary>Waits that are over.</summary>
    public IReadOnlyList<CaseWait> Closed { get; init; } = [];

    /// <summary>Copies of waits as they are now.</summary>
    public IReadOnlyList<CaseWait> Changed { get; init; } = [];

    /// <summary>What the log says, in order; their number is given when stored.</summary>
    public IReadOnlyList<CaseLogLine> Log { get; init; } = [];

    /// <summary>A word that was given.</summary>
    public CaseSign? Sign { get; init; }

    /// <summary>The secret count after it; null when it did not change.</summary>
    public CaseBallot? Ballot { get; init; }

    /// <summary>The form's values as a new revision; null when they did not change.</summary>
    public FormValues? Values { get; init; }

    /// <summary>What is to be done in the register or the ledger, in order; a refusal refuses the act.</summary>
    public IReadOnlyList<EffectDue> Effects { get; init; } = [];

    /// <summary>Who is to be told what.</summary>
    public IReadOnlyList<CaseNews> News { get; init; } = [];
}

/// <summary>An effect that is due.</summary>
/// <param name="Name">Its name.</param>
/// <param name="With">Its arguments by name; one whose field was not given is missing.</param>
public sealed record EffectDue(string Name, IReadOnlyDictionary<string, FormValue> With);

/// <summary>What someone is told.</summary>
public enum NewsKind
{
    /// <summary>Something waits for you.</summary>
    Waits = 1,

    /// <summary>It still waits.</summary>
    Reminder = 2,

    /// <summary>It is overdue.</summary>
    Overdue = 3,

    /// <summary>It is overdue with someone below you.</summary>
    Escalated = 4,

    /// <summary>A copy for you.</summary>
    Copy = 5,

    /// <summary>Your case has ended.</summary>
    Ended = 6,
}

/// <summary>Someone to be told.</summary>
/// <param name="Kind">What.</param>
/// <param name="Step">Of which step; empty for the case as a whole.</param>
/// <param name="To">Addressed like a wait: post and place, person or household.</param>
public sealed record CaseNews(NewsKind Kind, string Step, CaseWait To);

/// <summary>What an effect is declared to take, so that definitions can be checked.</summary>
/// <param name="Name">Its name, such as <c>points.claim</c>.</param>
/// <param name="Arguments">What it takes.</param>
public sealed record EffectShape(string Name, IReadOnlyList<EffectParameter> Arguments);

/// <summary>One thing an effect takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kinds">Fields of which kinds fit; empty where only a fixed word does.</param>
/// <param name="Required">Whether it must be named.</param>
public sealed record EffectParameter(string Name, IReadOnlyList<FieldKind> Kinds, bool Required);
