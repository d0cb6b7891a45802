namespace Gulou.Storage.People.Import;

/// <summary>What was found about a row of a list. Numbers are kept while an import is open.</summary>
public enum FindingKind
{
    // Not stored: the row must be mended, or something be done first.

    NameMissing = 1,
    NameUnreadable = 2,
    RelationMissing = 3,

    /// <summary>Arg: the word.</summary>
    RelationUnknown = 4,

    /// <summary>A number cell: Excel keeps 15 digits, the last three are gone.</summary>
    NumberLostDigits = 5,
    NumberLength = 6,
    NumberNotDigits = 7,
    NumberNotADate = 8,
    NumberCheckDigit = 9,
    NumberAgainstBirthday = 10,
    NumberAgainstSex = 11,
    BirthdayUnreadable = 12,

    /// <summary>A year of two digits.</summary>
    BirthdayAmbiguous = 13,
    BirthdayLunar = 14,

    /// <summary>A year or a month without the day.</summary>
    BirthdayIncomplete = 15,
    BornInFuture = 16,
    SexUnknown = 17,
    PhoneUnreadable = 18,
    PlaceMissing = 19,

    /// <summary>Arg: the name.</summary>
    PlaceUnknown = 20,
    PlaceWithoutHouseholds = 21,

    /// <summary>Arg: the most characters.</summary>
    TextTooLong = 22,

    /// <summary>No head above it.</summary>
    NoHead = 23,

    /// <summary>Arg: the row of the first.</summary>
    SecondHead = 24,

    /// <summary>Arg: the head's row, which is not stored.</summary>
    HeadNotStored = 25,

    /// <summary>Arg: a row of the same household further up.</summary>
    HouseholdApart = 26,

    /// <summary>Arg: the other row.</summary>
    NumberTwice = 27,

    /// <summary>Arg: the other row.</summary>
    PersonTwice = 28,

    /// <summary>The ID number belongs to someone of another name.</summary>
    NumberOfAnother = 29,

    /// <summary>Of the same household and name, but another birthday.</summary>
    SimilarInHousehold = 30,

    /// <summary>Of the same village and name, and nothing tells them apart.</summary>
    SimilarInVillage = 31,

    /// <summary>Arg: where; the move is to be made there.</summary>
    RegisteredElsewhere = 32,

    /// <summary>Was registered once and left or died.</summary>
    LeftEarlier = 33,

    /// <summary>Someone was faster while the list was stored.</summary>
    TakenMeanwhile = 34,

    /// <summary>The household is registered under another head.</summary>
    HasAnotherHead = 35,

    // Nothing to mend.

    AlreadyThere = 60,

    /// <summary>Arg: the fields that differ; left as they are registered.</summary>
    Differs = 61,

    /// <summary>Arg: the fields put right.</summary>
    Updated = 62,
}

/// <summary>Something found about a row, by the row's own number.</summary>
/// <param name="Column">The column it is about; null for the row as a whole.</param>
/// <param name="Arg">What its sentence needs; empty for nothing.</param>
public readonly record struct Finding(int Row, ListField? Column, FindingKind Kind, string Arg = "")
{
    /// <summary>The row is not stored.</summary>
    public bool IsFault => Kind < FindingKind.AlreadyThere;
}
