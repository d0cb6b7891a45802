using Gulou.Kernel.People;
using Gulou.Kernel.Values;

namespace Gulou.App.Demo;

/// <summary>An invented person; every number is marked as invented.</summary>
/// <param name="Relation">To the head, the household's first member.</param>
/// <param name="Ethnicity">The full term: 苗族, 侗族, 汉族 …</param>
/// <param name="Phone">None for most children and some of the old.</param>
public sealed record SyntheticPerson(
    string Name,
    bool IsMale,
    DateOnly Birthday,
    Relation Relation,
    string Ethnicity,
    CitizenId CitizenId,
    MobilePhone? Phone
);

/// <summary>An invented household.</summary>
/// <param name="Members">The head first.</param>
public sealed record SyntheticHousehold(IReadOnlyList<SyntheticPerson> Members);
