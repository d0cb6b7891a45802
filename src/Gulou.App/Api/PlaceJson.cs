using Gulou.Kernel.Places;

namespace Gulou.App.Api;

/// <summary>A place; keys and ids are text, since not every reader keeps 18 digits.</summary>
/// <param name="Key">18 digits.</param>
/// <param name="Level">Province to Unit.</param>
public sealed record PlaceJson(
    string Key,
    int Cell,
    string Id,
    string Level,
    string Kind,
    string Name,
    string ShortName,
    DateOnly From
)
{
    /// <summary>Official codes, those of today first; only for one place.</summary>
    public IReadOnlyList<CodeJson>? Codes { get; init; }

    /// <summary>How many places lie below, by level; only for one place.</summary>
    public IReadOnlyDictionary<string, int>? Below { get; init; }

    internal static PlaceJson Of(Place place) =>
        new(
            $"{place.Key}",
            place.Cell,
            $"{place.Id}",
            $"{place.Level}",
            $"{place.Kind}",
            place.Name,
            place.ShortName,
            place.From
        );
}

/// <summary>An official code and when it was borne.</summary>
public sealed record CodeJson(string Scheme, string Code, DateOnly From, DateOnly? To);

/// <summary>Places in map order; the next page goes on after the last key.</summary>
public sealed record PlaceList(IReadOnlyList<PlaceJson> Items);
