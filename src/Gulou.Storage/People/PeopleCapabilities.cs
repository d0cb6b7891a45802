namespace Gulou.Storage.People;

public static class PeopleCapabilities
{
    /// <summary>Households and people in lists, names masked.</summary>
    public const string See = "people.see";

    /// <summary>Names in full.</summary>
    public const string SeeNames = "people.see-names";

    /// <summary>All that is held on oneself, and who looked.</summary>
    public const string SeeOneself = "self.see";

    public const string Register = "people.register";

    /// <summary>Births, deaths, moves, corrections and what else happens to people and households.</summary>
    public const string Record = "people.record";

    /// <summary>How many people and households there are: figures, no records.</summary>
    public const string Count = "people.count";

    /// <summary>People without a household: officials on their posts.</summary>
    public const string RegisterStaff = "people.register-staff";

    /// <summary>ID number and phone of one person, for a reason.</summary>
    public const string Unmask = "people.unmask";

    /// <summary>One-time codes for signing in, on paper.</summary>
    public const string Invite = "people.invite";

    /// <summary>Lists of households and people brought in from Excel.</summary>
    public const string Import = "people.import";

    /// <summary>
    /// Lists of households and people taken out as Excel; numbers in full only with <see cref="Unmask"/>.
    /// </summary>
    public const string Export = "people.export";

    /// <summary>A household's card: printing and replacing it.</summary>
    public const string Card = "people.card";
}
