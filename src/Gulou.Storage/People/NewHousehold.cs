using Gulou.Kernel.People;
using Gulou.Kernel.Values;

namespace Gulou.Storage.People;

/// <summary>A household as someone enters it.</summary>
public sealed record NewHousehold
{
    /// <summary>A village, a grid with households, or best a ten-household unit.</summary>
    public required long PlaceId { get; init; }

    /// <summary>The door plate or the number in the village's own list; may be empty.</summary>
    public string Door { get; init; } = "";

    public required IReadOnlyList<NewMember> Members { get; init; }
}

/// <summary>A member as someone enters it; birthday and sex follow from the ID number where there is one.</summary>
public sealed record NewMember
{
    public required string Name { get; init; }
    public required Relation Relation { get; init; }
    public CitizenId? CitizenId { get; init; }
    public MobilePhone? Phone { get; init; }
    public DateOnly? Birthday { get; init; }
    public bool? IsMale { get; init; }
    public string Ethnicity { get; init; } = "";
}
