using Gulou.Kernel.Values;

namespace Gulou.Kernel.Cases;

/// <summary>What can become of an act on a case, in order of precedence; shared by all its commands.</summary>
public enum CaseOutcome
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>Nobody who may: not named by the definition for this, here, now.</summary>
    NotAllowed,

    /// <summary>The command's id was used with other content.</summary>
    IdUsedWithOtherContent,

    /// <summary>No such type of case is in force here.</summary>
    UnknownType,

    /// <summary>Cases of this type do not lie at such a place, or nobody named acts there.</summary>
    WrongPlace,

    /// <summary>The household or person it is about is missing, or lies elsewhere.</summary>
    WrongSubject,

    /// <summary>The case has ended.</summary>
    Ended,

    /// <summary>The case has not ended: nothing to open again.</summary>
    NotEnded,

    /// <summary>That step does not wait any more; someone was faster.</summary>
    NotWaiting,

    /// <summary>It is about oneself or one's own household.</summary>
    OwnCase,

    /// <summary>The same person took a step from which this one must be kept apart.</summary>
    SamePerson,

    /// <summary>This person has signed or voted.</summary>
    AlreadySigned,

    /// <summary>The minimum time in this state has not passed.</summary>
    [MayRetry]
    TooEarly,

    /// <summary>The time for it is over.</summary>
    TooLate,

    /// <summary>No such answer, or not for this case.</summary>
    NoSuchAnswer,

    /// <summary>It cannot be sent back there.</summary>
    NotReturnable,

    /// <summary>This one signs already, or is not one who was added.</summary>
    NotThisSigner,

    /// <summary>It may not be handed over, or not to this person.</summary>
    NotHandedOver,

    /// <summary>The other case is the same, of another type, elsewhere or ended.</summary>
    NotMergeable,

    /// <summary>The numbers of a count do not agree.</summary>
    UnsoundCount,

    /// <summary>A reason must be given.</summary>
    RemarkMissing,

    /// <summary>The form has faults.</summary>
    FormFaults,

    /// <summary>What would be done in the register or the ledger was refused there.</summary>
    EffectRefused,
}
