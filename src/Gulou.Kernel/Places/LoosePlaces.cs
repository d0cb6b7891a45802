namespace Gulou.Kernel.Places;

/// <summary>Places of one level and area in search of their rows, found by name.</summary>
internal sealed class LoosePlaces
{
    private readonly Dictionary<string, List<KnownPlace>> _bySaid = [];
    private readonly Dictionary<string, List<KnownPlace>> _byStem = [];

    /// <summary>Those with a lost character, which a dictionary cannot find.</summary>
    private readonly List<KnownPlace> _unclear = [];
    private readonly List<KnownPlace> _all = [];

    public void Add(KnownPlace place)
    {
        var name = PlaceNames.Fold(place.Name);
        _all.Add(place);
        if (PlaceNames.HasPlaceholder(name))
            _unclear.Add(place);
        Put(_bySaid, PlaceNames.Short(place.Key.Level, name), place);
        Put(_byStem, PlaceNames.Stem(place.Key.Level, name), place);
    }

    /// <summary>The first free place called as the row is.</summary>
    /// <param name="row">The row.</param>
    /// <param name="parent">Under this parent only; null for anywhere in the area.</param>
    /// <param name="byStem">Whether the words for kinds may differ.</param>
    /// <param name="isFree">Whether a place is still in search.</param>
    /// <param name="alone">Whether no other would do as well.</param>
    public KnownPlace? Find(
        DivisionRow row,
        PlaceKey? parent,
        bool byStem,
        Func<KnownPlace, bool> isFree,
        out bool alone
    )
    {
        var folded = PlaceNames.Fold(row.Name);
        var name = NameOf(folded);
        var index = byStem ? _byStem : _bySaid;
        // A lost character stands for any: only then must all be looked at.
        IEnumerable<KnownPlace> near = PlaceNames.HasPlaceholder(name)
            ? _all
            : index.GetValueOrDefault(name, []).Concat(_unclear);
        var found = near.Where(place =>
                (parent is null || place.Key.Parent == parent)
                && isFree(place)
                && PlaceNames.Alike(name, NameOf(PlaceNames.Fold(place.Name)))
            )
            .Distinct()
            .Take(2)
            .ToList();
        alone = found.Count == 1;
        return found.FirstOrDefault();

        string NameOf(string whole) => byStem ? PlaceNames.Stem(row.Level, whole) : PlaceNames.Short(row.Level, whole);
    }

    private static void Put(Dictionary<string, List<KnownPlace>> index, string name, KnownPlace place)
    {
        if (!index.TryGetValue(name, out var places))
            index.Add(name, places = []);
        places.Add(place);
    }
}
