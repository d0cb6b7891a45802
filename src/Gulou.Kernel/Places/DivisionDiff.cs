namespace Gulou.Kernel.Places;

/// <summary>A place standing on the map today, with what the statistics scheme says of it.</summary>
/// <param name="Id">Stable for ever.</param>
/// <param name="Key">Where the map has it; may differ from its code after moves.</param>
/// <param name="Code">Its code in force, 12 digits; null where it bears none.</param>
/// <param name="Name">The full official name.</param>
/// <param name="Kind">Its kind.</param>
public sealed record KnownPlace(long Id, PlaceKey Key, string? Code, string Name, PlaceKind Kind);

/// <summary>What a year's division file would change about one place.</summary>
public enum DivisionChangeType
{
    /// <summary>A place the map does not have.</summary>
    SetUp = 1,

    /// <summary>Another name people say, under the same code.</summary>
    Rename = 2,

    /// <summary>Another official name that says the same: 蕉溪村委会, 蕉溪村村民委员会.</summary>
    SuffixOnly = 3,

    /// <summary>Another kind under the same code, such as village to community.</summary>
    Reclassify = 4,

    /// <summary>Perhaps: the same place under another code of the same parent.</summary>
    Recode = 5,

    /// <summary>Perhaps: the same place under another parent in the county.</summary>
    MoveParent = 6,

    /// <summary>Perhaps: gone, merged or split, or its code given to another place.</summary>
    Abolish = 7,
}

/// <summary>One change of the map.</summary>
/// <param name="Type">What happens.</param>
/// <param name="Row">What the file says; null for a place of which it says nothing.</param>
/// <param name="Known">The place it happens to; null for a place to be set up.</param>
/// <param name="IsPlain">
/// True where it can be applied at once. False where someone must first say what really happened: codes and names are
/// swapped and reused, and only people know which place is which.
/// </param>
public sealed record DivisionChange(DivisionChangeType Type, DivisionRow? Row, KnownPlace? Known, bool IsPlain);

/// <summary>
/// What a year's division file would change on the map. Plain changes are applied in their order, parents before their
/// children; comparing again then leaves only those that need an answer.
/// </summary>
public sealed class DivisionDiff
{
    private DivisionDiff(IReadOnlyList<DivisionChange> changes) => Changes = changes;

    /// <summary>All changes in the order of the codes, parents before their children.</summary>
    public IReadOnlyList<DivisionChange> Changes { get; }

    /// <summary>The changes to apply at once.</summary>
    public IEnumerable<DivisionChange> Plain => Changes.Where(change => change.IsPlain);

    /// <summary>The changes that need an answer.</summary>
    public IEnumerable<DivisionChange> Open => Changes.Where(change => !change.IsPlain);

    /// <summary>
    /// Compares the map with a file. A place missing from the file is only called gone where the file lists its
    /// neighbours: a prefecture's file says nothing about the next prefecture, a file of townships nothing about
    /// villages.
    /// </summary>
    /// <param name="map">The places standing today; those below village are passed over.</param>
    /// <param name="table">A file without faults: a row left out for a fault would look like a place abolished.</param>
    /// <exception cref="ArgumentException">The file has faults, or two places of the map bear one code.</exception>
    public static DivisionDiff Compare(IEnumerable<KnownPlace> map, DivisionTable table)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(table);
        if (table.Faults.Count > 0)
            throw new ArgumentException("a file with faults cannot be compared", nameof(table));
        return new DivisionDiff(new Comparison(map, table).Run());
    }

    /// <summary>
    /// One comparison. First each row finds the place that bears its code; where their names agree they are settled.
    /// The rest, rows and places, are loose: they pair up by name, level by level from the top, and what is left over
    /// is new, renamed or gone.
    /// </summary>
    private sealed class Comparison
    {
        private readonly List<DivisionRow> _rows;
        private readonly Dictionary<PlaceKey, KnownPlace> _byCode = [];
        private readonly HashSet<PlaceKey> _listed;

        /// <summary>Codes whose children the file lists.</summary>
        private readonly HashSet<PlaceKey> _listedParents;
        private readonly PlaceRange _covered;

        /// <summary>
        /// Loose places by the area searched for them: the county, or the parent for a county and above.
        /// </summary>
        private readonly Dictionary<(int Depth, PlaceKey Area), List<Loose>> _loose = [];

        /// <summary>The place each row is, or perhaps is; rows of places to be set up are not in it.</summary>
        private readonly Dictionary<PlaceKey, KnownPlace> _placeOf = [];

        /// <summary>Rows under which a new place has a sure parent.</summary>
        private readonly HashSet<PlaceKey> _sure = [PlaceKey.Everywhere];
        private readonly HashSet<long> _pairedByName = [];
        private readonly List<(PlaceKey Order, DivisionChange Change)> _changes = [];

        public Comparison(IEnumerable<KnownPlace> map, DivisionTable table)
        {
            _rows = [.. table.Rows.OrderBy(row => row.Official)];
            _listed = _rows.Select(row => row.Official).ToHashSet();
            _listedParents = _rows.Select(row => row.Official.Parent).ToHashSet();
            _covered = Coverage();
            var uncoded = new List<KnownPlace>();
            foreach (var place in map.Where(place => place.Key.Depth is > 0 and <= (int)PlaceLevel.Village))
            {
                if (PlaceKey.TryFromCode(place.Code, out var code))
                    _byCode.Add(code, place);
                else
                    uncoded.Add(place);
            }
            foreach (var place in uncoded.Concat(_byCode.Where(IsLoose).Select(pair => pair.Value)))
                Loosen(place);
            foreach (var above in _rows.SelectMany(row => row.Official.Parent.Path).Distinct())
                AddUnlisted(above);
        }

        public List<DivisionChange> Run()
        {
            foreach (var level in _rows.GroupBy(row => row.Official.Depth).OrderBy(group => group.Key))
                PairUp([.. level]);
            foreach (var row in _rows)
                Say(row);
            foreach (var (code, place) in _byCode)
            {
                if (IsGone(code, place))
                    Add(code, DivisionChangeType.Abolish, null, place, isPlain: false);
            }
            return [.. _changes.OrderBy(c => c.Order).ThenBy(c => c.Change.Type).Select(c => c.Change)];
        }

        /// <summary>The smallest place that holds all the file's lowest rows.</summary>
        private PlaceRange Coverage()
        {
            var leaves = _rows.Select(row => row.Official).Where(code => !_listedParents.Contains(code)).ToList();
            if (leaves.Count == 0)
                return default;
            var (low, high) = (leaves[0], leaves[^1]);
            var depth = low.Depth;
            while (low.At(depth) != high.At(depth))
                depth--;
            return low.At(depth).Range;
        }

        /// <summary>What stands above the file's highest rows, which it need not list.</summary>
        private void AddUnlisted(PlaceKey code)
        {
            if (_byCode.TryGetValue(code, out var place) && !_listed.Contains(code))
            {
                _placeOf[code] = place;
                _sure.Add(code);
            }
        }

        private bool IsLoose(KeyValuePair<PlaceKey, KnownPlace> pair) =>
            !_listed.Contains(pair.Key) && Covers(pair.Key);

        /// <summary>
        /// Whether the file would list this code if it stood: its neighbours are there, or its parent is gone.
        /// </summary>
        private bool Covers(PlaceKey code) =>
            code != PlaceKey.Everywhere
            && _covered.Contains(code)
            && (_listedParents.Contains(code.Parent) || (!_listed.Contains(code.Parent) && Covers(code.Parent)));

        private void Loosen(KnownPlace place)
        {
            var area = (place.Key.Depth, place.Key.At(AreaDepth(place.Key.Depth)));
            if (!_loose.TryGetValue(area, out var places))
                _loose.Add(area, places = []);
            var name = PlaceNames.Fold(place.Name);
            places.Add(
                new Loose(place, PlaceNames.Short(place.Key.Level, name), PlaceNames.Stem(place.Key.Level, name))
            );
        }

        private static int AreaDepth(int depth) => Math.Min(depth - 1, (int)PlaceLevel.County);

        /// <summary>
        /// Finds the places of one level's rows: by code where the names agree, then by name, best signs first.
        /// </summary>
        private void PairUp(List<DivisionRow> rows)
        {
            var looseRows = new List<DivisionRow>();
            foreach (var row in rows)
            {
                if (_byCode.TryGetValue(row.Official, out var place) && Agree(row, place))
                {
                    _placeOf.Add(row.Official, place);
                    continue;
                }
                looseRows.Add(row);
                if (place is not null)
                    Loosen(place);
            }
            PairByName(looseRows, sameParent: true, byStem: false);
            PairByName(looseRows, sameParent: true, byStem: true);
            PairByName(looseRows, sameParent: false, byStem: false);
            foreach (var row in looseRows)
            {
                if (!_placeOf.ContainsKey(row.Official) && Bearer(row) is { } place && !IsPairedByName(place))
                    _placeOf.Add(row.Official, place);
            }
            foreach (var row in rows)
            {
                if (_placeOf.TryGetValue(row.Official, out var place) ? place == Bearer(row) : IsNew(row))
                    _sure.Add(row.Official);
            }
        }

        private void PairByName(List<DivisionRow> rows, bool sameParent, bool byStem)
        {
            foreach (var row in rows)
            {
                if (_placeOf.ContainsKey(row.Official) || Candidates(row) is not { } candidates)
                    continue;
                var parent = PlaceAt(row.Official.Parent);
                var folded = PlaceNames.Fold(row.Name);
                var name = byStem ? PlaceNames.Stem(row.Level, folded) : PlaceNames.Short(row.Level, folded);
                var found = candidates.Find(loose =>
                    PlaceNames.Alike(name, byStem ? loose.Stem : loose.Said)
                    && (!sameParent || loose.Place.Key.Parent == parent)
                    && !IsPairedByName(loose.Place)
                );
                if (found.Place is null)
                    continue;
                _placeOf.Add(row.Official, found.Place);
                _pairedByName.Add(found.Place.Id);
            }
        }

        private List<Loose>? Candidates(DivisionRow row) =>
            PlaceAt(row.Official.At(AreaDepth(row.Official.Depth))) is { } area
                ? _loose.GetValueOrDefault((row.Official.Depth, area))
                : null;

        /// <summary>Where the map has the place of a row; null where it has none yet.</summary>
        private PlaceKey? PlaceAt(PlaceKey code) =>
            code == PlaceKey.Everywhere ? code
            : _placeOf.TryGetValue(code, out var place) ? place.Key
            : null;

        private KnownPlace? Bearer(DivisionRow row) => _byCode.GetValueOrDefault(row.Official);

        private bool IsPairedByName(KnownPlace place) => _pairedByName.Contains(place.Id);

        /// <summary>A new place on a code that nobody bears, under a parent that is there or will be.</summary>
        private bool IsNew(DivisionRow row) => Bearer(row) is null && _sure.Contains(row.Official.Parent);

        private bool IsGone(PlaceKey code, KnownPlace place)
        {
            if (IsPairedByName(place))
                return false;
            return _listed.Contains(code) ? _placeOf.GetValueOrDefault(code) != place : Covers(code);
        }

        /// <summary>A row and the bearer of its code are the same place for all their names say.</summary>
        private static bool Agree(DivisionRow row, KnownPlace place) =>
            PlaceNames.SameStem(row.Level, row.Name, place.Name);

        private void Say(DivisionRow row)
        {
            if (!_placeOf.TryGetValue(row.Official, out var place))
            {
                Add(row.Official, DivisionChangeType.SetUp, row, null, IsNew(row));
                return;
            }
            if (IsPairedByName(place))
            {
                var stays = place.Key.Parent == PlaceAt(row.Official.Parent);
                var type = stays ? DivisionChangeType.Recode : DivisionChangeType.MoveParent;
                Add(row.Official, type, row, place, isPlain: false);
                return;
            }
            if (NameChange(row, place) is { } change)
                Add(row.Official, change, row, place, isPlain: true);
            if (row.Kind != PlaceKind.Plain && row.Kind != place.Kind)
                Add(row.Official, DivisionChangeType.Reclassify, row, place, isPlain: true);
        }

        private static DivisionChangeType? NameChange(DivisionRow row, KnownPlace place)
        {
            var (now, before) = (PlaceNames.Fold(row.Name), PlaceNames.Fold(place.Name));
            if (now == before)
                return null;
            if (!PlaceNames.Same(row.Level, now, before))
                return DivisionChangeType.Rename;
            if (PlaceNames.HasPlaceholder(now))
                return null; // a lost character is no news
            return PlaceNames.HasPlaceholder(before) ? DivisionChangeType.Rename : DivisionChangeType.SuffixOnly;
        }

        /// <summary>A place in search of its row, with its folded short name and stem.</summary>
        private readonly record struct Loose(KnownPlace Place, string Said, string Stem);

        private void Add(PlaceKey order, DivisionChangeType type, DivisionRow? row, KnownPlace? known, bool isPlain) =>
            _changes.Add((order, new DivisionChange(type, row, known, isPlain)));
    }
}
