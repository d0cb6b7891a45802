namespace Gulou.Kernel.Places;

/// <summary>Which places of the file may have taken in one that is gone: candidates, never more.</summary>
internal sealed class MergeSigns(IReadOnlyList<DivisionRow> rows)
{
    /// <summary>More candidates than this help nobody.</summary>
    public const int Most = 4;

    private readonly ILookup<PlaceKey, DivisionRow> _byParent = rows.ToLookup(row => row.Official.Parent);
    private Dictionary<PlaceKey, List<PlaceKey>>? _went;

    /// <summary>
    /// Candidates for a gone place, best first: where its children lie now, neighbours whose changed name has a
    /// character of its own, and new neighbours.
    /// </summary>
    public (IReadOnlyList<DivisionCandidate> Candidates, List<DivisionSign> Signs, bool IsMerge) For(
        PlaceKey code,
        KnownPlace place,
        IReadOnlyDictionary<PlaceKey, KnownPlace> placeOf
    )
    {
        var found = new List<(int Weight, DivisionRow Row, DivisionSign Sign)>();
        _went ??= Went(placeOf);
        var went = _went.GetValueOrDefault(place.Key, []);
        foreach (var row in _byParent[code.Parent])
        {
            var children = went.Count(parent => parent == row.Official);
            var isNew = !placeOf.TryGetValue(row.Official, out var there);
            if (children > 0)
                found.Add((10 + children, row, new(DivisionSignKind.ChildrenWent, $"{children} → {row.Name}")));
            else if (
                (isNew || !PlaceNames.Same(row.Level, row.Name, there!.Name))
                && PlaceNames.ShareACharacter(row.Level, row.Name, place.Name)
            )
                found.Add((5, row, new(DivisionSignKind.NameLivesOn, row.Name)));
            else if (isNew)
                found.Add((1, row, new(DivisionSignKind.NewNeighbour, row.Name)));
        }
        var best = found.OrderByDescending(f => f.Weight).ThenBy(f => f.Row.Official).Take(Most).ToList();
        return (
            [.. best.Select(f => new DivisionCandidate(f.Row.Code, f.Row.Name))],
            [.. best.Select(f => f.Sign)],
            best is [{ Weight: >= 5 }, ..]
        );
    }

    /// <summary>For each old parent, the rows under which its former children lie.</summary>
    private static Dictionary<PlaceKey, List<PlaceKey>> Went(IReadOnlyDictionary<PlaceKey, KnownPlace> placeOf)
    {
        var went = new Dictionary<PlaceKey, List<PlaceKey>>();
        foreach (var (row, place) in placeOf)
        {
            if (placeOf.TryGetValue(row.Parent, out var parent) && parent.Key == place.Key.Parent)
                continue;
            if (!went.TryGetValue(place.Key.Parent, out var rows))
                went.Add(place.Key.Parent, rows = []);
            rows.Add(row.Parent);
        }
        return went;
    }
}
