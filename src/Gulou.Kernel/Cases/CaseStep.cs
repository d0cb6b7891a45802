using Gulou.Kernel.Places;

namespace Gulou.Kernel.Cases;

/// <summary>How a step is taken.</summary>
public enum StepKind
{
    /// <summary>By one of those named, who chooses an answer.</summary>
    Task = 1,

    /// <summary>By several who each sign: all, or so many of them (会签、或签).</summary>
    Joint = 2,

    /// <summary>By the holders of a post who each vote.</summary>
    Panel = 3,

    /// <summary>By one who enters a meeting's count; the numbers decide.</summary>
    Tally = 4,

    /// <summary>By the clock.</summary>
    Clock = 5,
}

/// <summary>
/// One step: in which states it waits, for whom, until when, and what each answer leads to. Several steps may wait in
/// one state; the first that is taken moves the case on.
/// </summary>
public sealed record CaseStep
{
    /// <summary>The answer that joint steps, panels and tallies give by themselves when it passed.</summary>
    public const string Passed = "passed";

    /// <summary>The answer they give when it did not.</summary>
    public const string Failed = "failed";

    /// <summary>The answer of panels and tallies when too few took part; without it, <see cref="Failed"/>.</summary>
    public const string NoQuorum = "no-quorum";

    /// <summary>Lower-case words with hyphens.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required Words Name { get; init; }

    /// <summary>How it is taken.</summary>
    public StepKind Kind { get; init; } = StepKind.Task;

    /// <summary>In which states it waits.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>
    /// Who takes it: any one of them, the signers of a joint step, the post of a panel. Empty for the clock.
    /// </summary>
    public IReadOnlyList<CaseWho> By { get; init; } = [];

    /// <summary>Offered but not waited for: nothing in a worklist, no deadline.</summary>
    public bool Optional { get; init; }

    /// <summary>Steps whose takers may not take this one; <c>filing</c> stands for those who filed.</summary>
    public IReadOnlyList<string> Apart { get; init; } = [];

    /// <summary>Not before this long in the state; for the clock, exactly then.</summary>
    public Deadline? After { get; init; }

    /// <summary>Not later than this; the first whose condition holds.</summary>
    public IReadOnlyList<CaseLimitTime> Within { get; init; } = [];

    /// <summary>A date field from which both count, instead of the day the state was entered.</summary>
    public string? Since { get; init; }

    /// <summary>A reminder this long after it began to wait.</summary>
    public Deadline? Remind { get; init; }

    /// <summary>Who is called besides, when it is late.</summary>
    public IReadOnlyList<CaseRung> Escalate { get; init; } = [];

    /// <summary>Fields asked whatever the answer.</summary>
    public IReadOnlyList<string> Form { get; init; } = [];

    /// <summary>The answers, at least one. The clock takes the first.</summary>
    public IReadOnlyList<CaseAnswer> Answers { get; init; } = [];

    /// <summary>Earlier states to which it can be returned with a reason (驳回).</summary>
    public IReadOnlyList<string> Returns { get; init; } = [];

    /// <summary>Whether it may be handed to someone else (转办).</summary>
    public bool HandOver { get; init; } = true;

    /// <summary>Whether many cases may be answered at once from the worklist.</summary>
    public bool Batch { get; init; }

    /// <summary>How many of a joint step's signers must agree; 0 for all.</summary>
    public int Agree { get; init; }

    /// <summary>How many seats a panel has.</summary>
    public int Seats { get; init; }

    /// <summary>Whether a panel's votes are secret.</summary>
    public bool Secret { get; init; }

    /// <summary>By which numbers a panel or tally passes; the first whose condition holds.</summary>
    public IReadOnlyList<VoteRule> Rules { get; init; } = [];

    /// <summary>The number fields a tally counts.</summary>
    public TallyFields? Tally { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public int Line { get; init; }

    /// <summary>An answer by its key, if there is one.</summary>
    public CaseAnswer? Answer(string key) => Answers.FirstOrDefault(answer => answer.Key == key);

    /// <summary>Whether its answers are given by counting and not chosen.</summary>
    public bool Counts => Kind is StepKind.Joint or StepKind.Panel or StepKind.Tally;
}

/// <summary>What may be answered, and what follows.</summary>
public sealed record CaseAnswer
{
    /// <summary>Lower-case words with hyphens.</summary>
    public required string Key { get; init; }

    /// <summary>The word on the button.</summary>
    public required Words Name { get; init; }

    /// <summary>Into which state; the first route whose condition holds.</summary>
    public IReadOnlyList<CaseRoute> To { get; init; } = [];

    /// <summary>When it can be given at all; null for always.</summary>
    public Condition? When { get; init; }

    /// <summary>Whether a reason must be given.</summary>
    public bool Remark { get; init; }

    /// <summary>Whether it says no: shown as such.</summary>
    public bool Refuses { get; init; }

    /// <summary>Fields asked for this answer.</summary>
    public IReadOnlyList<string> Form { get; init; } = [];

    /// <summary>What is done with it.</summary>
    public IReadOnlyList<CaseEffect> Effects { get; init; } = [];

    /// <summary>Who is given a copy (抄送).</summary>
    public IReadOnlyList<CaseWho> CopyTo { get; init; } = [];

    /// <summary>Where it stands in the file.</summary>
    public int Line { get; init; }
}

/// <summary>A way to a state.</summary>
/// <param name="To">The state.</param>
/// <param name="When">When; null for always.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record CaseRoute(string To, Condition? When, int Line);

/// <summary>A deadline, and when it is the one.</summary>
/// <param name="Time">How long.</param>
/// <param name="When">When; null for always.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record CaseLimitTime(Deadline Time, Condition? When, int Line);

/// <summary>One more who is called when a step is late.</summary>
/// <param name="After">How long after the deadline; null for at once.</param>
/// <param name="To">Who.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record CaseRung(Deadline? After, CaseWho To, int Line);

/// <summary>Which number fields hold a meeting's count.</summary>
/// <param name="Due">How many are entitled.</param>
/// <param name="Present">How many took part.</param>
/// <param name="For">Votes for.</param>
/// <param name="Against">Votes against.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record TallyFields(string Due, string Present, string For, string Against, int Line);

/// <summary>Something done in the register or the ledger when an answer is given; written in C#, named here.</summary>
/// <param name="Name">Its name, such as <c>points.claim</c>.</param>
/// <param name="With">Its arguments.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record CaseEffect(string Name, IReadOnlyList<EffectArgument> With, int Line);

/// <summary>An argument of an effect: a field's value, or a fixed word.</summary>
/// <param name="Name">What the effect calls it.</param>
/// <param name="Field">The field whose value it is; null for a fixed word.</param>
/// <param name="Fixed">The fixed word; null for a field's value.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record EffectArgument(string Name, string? Field, string? Fixed, int Line);

/// <summary>How someone is named.</summary>
public enum WhoKind
{
    /// <summary>Holders of a post at the case's place or above it.</summary>
    Post = 1,

    /// <summary>Who filed it, and on whose behalf.</summary>
    Filer = 2,

    /// <summary>The person or the household it is about.</summary>
    Subject = 3,

    /// <summary>The person or household in a field.</summary>
    Field = 4,

    /// <summary>Who took an earlier step.</summary>
    Took = 5,
}

/// <summary>Who acts or reads: a post at a level, or a relation to the case.</summary>
/// <param name="Kind">How.</param>
/// <param name="Name">The post, the field or the step; empty for filer and subject.</param>
/// <param name="At">At which levels the post is looked for; those below the case's place do not count.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record CaseWho(WhoKind Kind, string Name, IReadOnlyList<PlaceLevel> At, int Line);
