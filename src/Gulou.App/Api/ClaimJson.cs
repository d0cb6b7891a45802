namespace Gulou.App.Api;

/// <summary>A deed for which a household is to have points.</summary>
/// <param name="Points">Hundredths of points, within the rule's range.</param>
public sealed record ClaimJson(int Cell, string Household, string Rule, DateOnly On, long Points, string Deed);
