using Gulou.Kernel.Places;

namespace Gulou.BrowserTests.Walk;

/// <summary>A record that an address can name: where it lies and whom it is about.</summary>
public sealed record Spot(int Cell, string Id, PlaceKey Place, long? Household = null, long? Person = null);

/// <summary>An address with its parameters filled in by records; the last one is what it shows.</summary>
public sealed record Address(Door Door, string Path, Spot? About);

/// <summary>
/// Fills the parameters of addresses. A parameter is known by its own name (<c>GoodId</c>), or, when it is only called
/// <c>id</c>, by the word of the path before it (<c>/households/{Cell}/{Id}</c>).
/// </summary>
public sealed class Spots(IReadOnlyDictionary<string, Spot> known)
{
    /// <summary>The plain address, and one for each place the query may name.</summary>
    public IEnumerable<Address> Of(Door door)
    {
        var plain = Fill(door);
        yield return plain;
        foreach (var name in door.Asks.Where(name => known.ContainsKey("?" + name)))
        {
            var spot = known["?" + name];
            yield return new Address(door, $"{plain.Path}?{name}={spot.Id}", spot);
        }
    }

    public Spot? Knows(string name) => known.GetValueOrDefault(name);

    private Spot Named(string name, string of) =>
        Knows(name)
        ?? throw new KeyNotFoundException(
            $"{of}: the walk knows no record for \"{name}\"; give it one in WalkSite.SpotsAsync, "
                + "so that the address is asked for from inside and outside its place"
        );

    private Address Fill(Door door)
    {
        var (word, about) = ("", (Spot?)null);
        var cell = -1;
        var parts = door.Pattern.Split('/').ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            if (!parts[i].StartsWith('{'))
            {
                word = parts[i];
                continue;
            }
            var name = parts[i].Trim('{', '}').Split(':')[0].TrimEnd('?').ToLowerInvariant();
            if (name == "cell")
            {
                cell = i;
                continue;
            }
            about = Named(name == "id" ? word : name, door.Pattern);
            parts[i] = about.Id;
            if (cell >= 0)
                parts[cell] = $"{about.Cell}";
            cell = -1;
        }
        return new Address(door, string.Join('/', parts), about);
    }
}
