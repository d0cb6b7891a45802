namespace Gulou.Kernel.Places;

/// <summary>A place of the map, with what one scheme of codes says of it.</summary>
/// <param name="Id">Stable for ever.</param>
/// <param name="Key">Where the map has it; may differ from its code after moves.</param>
/// <param name="Code">Its code in force, 12 digits; null where it bears none.</param>
/// <param name="Name">The full official name.</param>
/// <param name="Kind">Its kind.</param>
public sealed record KnownPlace(long Id, PlaceKey Key, string? Code, string Name, PlaceKind Kind)
{
    /// <summary>False for a place abolished, which may come back.</summary>
    public bool Stands { get; init; } = true;

    /// <summary>The code it bore last in the scheme, where it bears none today; null where it never bore one.</summary>
    public string? LastCode { get; init; }
}

/// <summary>What a year's division file would change about one place. The number is stored.</summary>
public enum DivisionChangeType
{
    /// <summary>A place the map does not have.</summary>
    SetUp = 1,

    /// <summary>Another name people say, under the same code.</summary>
    Rename = 2,

    /// <summary>Another official name that says the same: 蕉溪村委会, 蕉溪村村民委员会.</summary>
    SuffixOnly = 3,

    /// <summary>Another kind under the same code, such as village to community.</summary>
    Reclassify = 4,

    /// <summary>Perhaps: the same place under another code of the same parent.</summary>
    Recode = 5,

    /// <summary>Perhaps: the same place under another parent in the county.</summary>
    MoveParent = 6,

    /// <summary>Perhaps: gone, or its code given to another place.</summary>
    Abolish = 7,

    /// <summary>Perhaps: gone, and its land now belongs to a place whose name or children say so.</summary>
    Merge = 8,

    /// <summary>Perhaps: renamed, or another place was given its code: the two names have nothing in common.</summary>
    Reuse = 9,

    /// <summary>Perhaps: a place abolished that is back under its code or name.</summary>
    Return = 10,

    /// <summary>A place without a code in this scheme is given one; its name leaves no doubt.</summary>
    Coded = 11,

    /// <summary>Only by an answer: it stands, though the file leaves it out; its code ends.</summary>
    Keep = 12,
}

/// <summary>What speaks for a guess. The number is stored.</summary>
public enum DivisionSignKind
{
    /// <summary>The names say the same.</summary>
    SameName = 1,

    /// <summary>The names are the same but for village, community, town and the like.</summary>
    SameStem = 2,

    /// <summary>A character was lost in one of the names.</summary>
    LostCharacter = 3,

    /// <summary>The place's old code is no longer in the file. Detail: the code.</summary>
    CodeGone = 4,

    /// <summary>Its old code now stands beside another name. Detail: the name.</summary>
    CodeGiven = 5,

    /// <summary>Two places have changed codes with each other. Detail: the other's name.</summary>
    CodesSwapped = 6,

    /// <summary>It would lie under another parent. Detail: the parent's name.</summary>
    OtherParent = 7,

    /// <summary>It bore this very code before. Detail: the code.</summary>
    BoreTheCode = 8,

    /// <summary>The names have no character in common.</summary>
    NothingInCommon = 9,

    /// <summary>A neighbour's name has a character of it. Detail: the neighbour's name.</summary>
    NameLivesOn = 10,

    /// <summary>A place was set up beside it. Detail: the new name.</summary>
    NewNeighbour = 11,

    /// <summary>Places below it now lie elsewhere. Detail: how many and where.</summary>
    ChildrenWent = 12,

    /// <summary>Places beside it bear no code of this scheme yet. Detail: their names.</summary>
    Uncoded = 13,
}

/// <summary>One reason for a guess.</summary>
/// <param name="Kind">What was seen.</param>
/// <param name="Detail">The name or code that was seen; empty where there is nothing to name.</param>
public readonly record struct DivisionSign(DivisionSignKind Kind, string Detail = "");

/// <summary>What someone who knows may answer. The number is stored.</summary>
public enum DivisionReply
{
    /// <summary>
    /// The row and the place are the same. A gone place, or one that is not the row it was taken for, names its true
    /// row as target; a new row names the place.
    /// </summary>
    Same = 1,

    /// <summary>The row is a new place.</summary>
    New = 2,

    /// <summary>The place was absorbed by the one on the target's row.</summary>
    Merged = 3,

    /// <summary>The place is no more.</summary>
    Abolished = 4,

    /// <summary>The place stands though the file leaves it out.</summary>
    Kept = 5,
}

/// <summary>Which question: the row's code, the place, or both.</summary>
public readonly record struct DivisionQuestionId(string? Code, long? PlaceId);

/// <summary>An answer to a question.</summary>
/// <param name="Question">Which.</param>
/// <param name="Reply">What really happened.</param>
/// <param name="Target">The other row's code, or for a new row the place's id in digits; null where none is
/// needed.</param>
/// <param name="Document">The document it rests on (文号).</param>
/// <param name="On">First day of the new state; null for the file's own day.</param>
public sealed record DivisionAnswer(
    DivisionQuestionId Question,
    DivisionReply Reply,
    string? Target = null,
    string Document = "",
    DateOnly? On = null
);

/// <summary>Another place that an answer may name.</summary>
/// <param name="Target">A row's code, or a place's id in digits.</param>
/// <param name="Name">What it is called.</param>
public readonly record struct DivisionCandidate(string Target, string Name);

/// <summary>One change of the map.</summary>
/// <param name="Type">What happens.</param>
/// <param name="Row">What the file says; null for a place of which it says nothing.</param>
/// <param name="Known">The place it happens to; null for a place to be set up.</param>
/// <param name="IsPlain">
/// True where it can be applied at once. False where someone must first say what really happened: codes and names are
/// swapped and reused, and only people know which place is which.
/// </param>
public sealed record DivisionChange(DivisionChangeType Type, DivisionRow? Row, KnownPlace? Known, bool IsPlain)
{
    /// <summary>Why it is thought so.</summary>
    public IReadOnlyList<DivisionSign> Signs { get; init; } = [];

    /// <summary>What may be answered; empty for a plain change, and for one that waits for another's answer.</summary>
    public IReadOnlyList<DivisionReply> Replies { get; init; } = [];

    /// <summary>Likely others that an answer may name, the likeliest first.</summary>
    public IReadOnlyList<DivisionCandidate> Candidates { get; init; } = [];

    /// <summary>The answer that made it plain.</summary>
    public DivisionAnswer? Answer { get; init; }

    /// <summary>Which question it is.</summary>
    public DivisionQuestionId Question => new(Row?.Code, Known?.Id);

    /// <summary>Whether someone can answer it now.</summary>
    public bool IsQuestion => Replies.Count > 0;
}
