namespace Gulou.Kernel.Cases;

/// <summary>A mistake in a definition.</summary>
/// <param name="Line">Where, from 1.</param>
/// <param name="Code">What.</param>
/// <param name="Args">What the code's sentence needs.</param>
public sealed record CaseFault(int Line, CaseFaultCode Code, IReadOnlyList<string> Args);

/// <summary>
/// Every mistake a definition can hold. Each has a sentence in both languages; its numbered places are the arguments
/// named here.
/// </summary>
public enum CaseFaultCode
{
    /// <summary>The text is no YAML: why.</summary>
    NotYaml = 1,

    /// <summary>A key stands twice: key.</summary>
    DuplicateKey,

    /// <summary>A key nobody knows: key, the known ones.</summary>
    UnknownKey,

    /// <summary>A key is missing: key.</summary>
    MissingKey,

    /// <summary>A mapping of keys to values is expected.</summary>
    NotMapping,

    /// <summary>A word or text is expected.</summary>
    NotText,

    /// <summary>A key is not of lower-case words with hyphens: key.</summary>
    BadKey,

    /// <summary>A word is none of those possible: word, the possible ones.</summary>
    BadWord,

    /// <summary>No number, or none in the range: text.</summary>
    BadNumber,

    /// <summary>No period: text.</summary>
    BadDeadline,

    /// <summary>No share: text.</summary>
    BadShare,

    /// <summary>No condition: text.</summary>
    BadCondition,

    /// <summary>Neither true nor false: text.</summary>
    NotTrueOrFalse,

    /// <summary>A step is of two kinds at once: the two keys.</summary>
    TwoKinds,

    /// <summary>No such state: key.</summary>
    UnknownState,

    /// <summary>No such field: key.</summary>
    UnknownField,

    /// <summary>No such step: key.</summary>
    UnknownStep,

    /// <summary>No such post: key.</summary>
    UnknownPost,

    /// <summary>No such limit: key.</summary>
    UnknownLimit,

    /// <summary>No such choice: choice, field.</summary>
    UnknownChoice,

    /// <summary>No such effect: name.</summary>
    UnknownEffect,

    /// <summary>A post that can be held at several levels, and none is named: post, levels.</summary>
    PostNeedsLevel,

    /// <summary>A post that is not held at that level: post, level.</summary>
    PostNotAtLevel,

    /// <summary>Every villager cannot be waited for, only offered something: step.</summary>
    VillagersWait,

    /// <summary>Nobody takes the step where a case lies at that level: step, level.</summary>
    NobodyAtLevel,

    /// <summary>A case about a place has no person or household as its subject.</summary>
    NoSubject,

    /// <summary>A field that names who acts holds no person or household: field.</summary>
    NotAPerson,

    /// <summary>Nothing leads into the state: state.</summary>
    UnreachableState,

    /// <summary>Nothing leads out of the state: state.</summary>
    NoExit,

    /// <summary>No end can be reached from the state: state.</summary>
    NoEndFrom,

    /// <summary>No state is an end.</summary>
    NoEnd,

    /// <summary>A step waits in a state where the case has ended: state.</summary>
    StepAfterEnd,

    /// <summary>An open state is expected: state.</summary>
    MustBeOpen,

    /// <summary>A state that ends the case is expected: state.</summary>
    MustBeEnd,

    /// <summary>The clock alone drives the case round for ever: states.</summary>
    ClockCycle,

    /// <summary>Nobody can ever take the step, since the same people are kept from it: step, the other.</summary>
    NeverPossible,

    /// <summary>A step that cannot have been taken before: step.</summary>
    NotTakenBefore,

    /// <summary>A return to a state the case cannot have been in: state.</summary>
    NotEarlier,

    /// <summary>The last of several ways has a condition, so that none may apply.</summary>
    LastHasCondition,

    /// <summary>A way after one without condition is never taken.</summary>
    NeverReached,

    /// <summary>A field is asked nowhere: field.</summary>
    NeverAsked,

    /// <summary>A field is looked at that cannot have been asked yet: field.</summary>
    NotAskedYet,

    /// <summary>Fields of this kind cannot have that: key, kind.</summary>
    DoesNotFit,

    /// <summary>Fields that are compared have no size, or no word: field.</summary>
    NotComparable,

    /// <summary>The least is more than the most.</summary>
    MinOverMax,

    /// <summary>A field of another kind is expected: field, kind.</summary>
    WrongFieldKind,

    /// <summary>An effect needs an argument: effect, argument.</summary>
    EffectNeeds,

    /// <summary>An effect does not know the argument: effect, argument.</summary>
    EffectDoesNotKnow,

    /// <summary>A step cannot be taken before its deadline has passed: after, within.</summary>
    DeadlineTooShort,

    /// <summary>A reminder or escalation without a deadline.</summary>
    NoDeadline,

    /// <summary>More must agree than sign: agree, signers.</summary>
    AgreeOverSigners,

    /// <summary>A quorum or majority is larger than the panel: number, seats.</summary>
    OverSeats,

    /// <summary>Of what cannot be: a quorum is counted of those due.</summary>
    QuorumOfDue,

    /// <summary>A step whose answers are counted has others, or lacks one: answer.</summary>
    CountedAnswer,

    /// <summary>A panel is one post: its members vote.</summary>
    PanelIsOnePost,
}
