namespace Gulou.Storage.People.Import;

/// <summary>What a column of a list of people may hold, in the order of the template.</summary>
public enum ListField
{
    /// <summary>Which rows are one household; kept as its number in the village's own list.</summary>
    HouseholdNumber,
    Name,
    Relation,
    CitizenId,
    Sex,
    Birthday,
    Ethnicity,
    Phone,
    Village,
    Grid,
    Unit,
    Door,
}
