namespace Gulou.Kernel.Values;

/// <summary>What is wrong with a typed 公民身份号码, in the order in which it is found.</summary>
public enum CitizenIdFault
{
    /// <summary>Nothing: the number is good.</summary>
    Ok,

    /// <summary>Nothing was typed.</summary>
    Empty,

    /// <summary>Not 18 characters; numbers of 15 digits have been out of use since 2013.</summary>
    WrongLength,

    /// <summary>Something other than 17 digits and a digit or X, or a region beginning with 0.</summary>
    NotDigits,

    /// <summary>Digits 7 to 14 are no day of the years 1800 to 2099.</summary>
    NotADate,

    /// <summary>The last character does not fit the others: most often a slip of the fingers.</summary>
    WrongCheckDigit,
}
