namespace Gulou.Kernel.Places;

/// <summary>
/// One comparison of a map with a file. First each row finds the place that bears its code; where their names agree
/// they are settled. The rest, rows and places, are loose: they pair up by name, level by level from the top, and what
/// is left over is new, renamed, back or gone. What people have answered is settled before all else.
/// </summary>
internal sealed class DivisionComparison
{
    private readonly bool _leads;
    private readonly List<DivisionRow> _rows;
    private readonly Dictionary<PlaceKey, KnownPlace> _byCode = [];
    private readonly HashSet<PlaceKey> _listed;

    /// <summary>Codes whose children the file lists.</summary>
    private readonly HashSet<PlaceKey> _listedParents;
    private readonly PlaceRange _covered;

    private readonly DivisionTable _table;

    /// <summary>
    /// Loose places by the area searched for them: the county, the parent for a county and above, the village for a
    /// grid.
    /// </summary>
    private readonly Dictionary<(int Depth, PlaceKey Area), LoosePlaces> _loose = [];

    /// <summary>Places abolished, by the code they bore last and by parent and name.</summary>
    private readonly Dictionary<(PlaceKey Parent, string Said), KnownPlace> _closedByName = [];
    private readonly Dictionary<string, KnownPlace> _closedByCode = [];

    /// <summary>Places that never bore a code of this scheme, by parent.</summary>
    private readonly Dictionary<PlaceKey, List<KnownPlace>> _uncoded = [];

    /// <summary>The place each row is, or perhaps is; rows of places to be set up are not in it.</summary>
    private readonly Dictionary<PlaceKey, KnownPlace> _placeOf = [];

    /// <summary>Rows under which a new place has a sure parent.</summary>
    private readonly HashSet<PlaceKey> _sure = [PlaceKey.Everywhere];
    private readonly HashSet<long> _pairedByName = [];

    /// <summary>Rows that name a place back from abolition.</summary>
    private readonly HashSet<PlaceKey> _back = [];

    /// <summary>Rows paired by name with a place that had no code, beyond doubt.</summary>
    private readonly HashSet<PlaceKey> _coded = [];

    private readonly DivisionAnswers _answers;
    private readonly MergeSigns _merges;
    private readonly List<(PlaceKey Order, DivisionChange Change)> _changes = [];

    public DivisionComparison(
        List<KnownPlace> map,
        DivisionTable table,
        bool leads,
        IReadOnlyList<DivisionAnswer> answers
    )
    {
        (_leads, _table) = (leads, table);
        _rows = [.. table.Rows.OrderBy(row => row.Official)];
        _listed = _rows.Select(row => row.Official).ToHashSet();
        _listedParents = _rows.Select(row => row.Official.Parent).ToHashSet();
        _covered = Coverage();
        var uncoded = Sort(map);
        _answers = new DivisionAnswers(answers, map);
        _merges = new MergeSigns(_rows);
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
                SayGone(code, place);
        }
        return
        [
            .. _changes
                .OrderBy(c => c.Order)
                .ThenBy(c => IsDetail(c.Change.Type))
                .ThenBy(c => c.Change.Type)
                .Select(c => c.Change),
        ];
    }

    /// <summary>What a place is called comes after which place it is: one that is back must stand before.</summary>
    private static bool IsDetail(DivisionChangeType type) =>
        type is DivisionChangeType.Rename or DivisionChangeType.SuffixOnly or DivisionChangeType.Reclassify;

    /// <summary>Sorts the map into bearers of codes and places abolished; gives back those without a code.</summary>
    private List<KnownPlace> Sort(List<KnownPlace> map)
    {
        var uncoded = new List<KnownPlace>();
        foreach (var place in map)
        {
            if (!place.Stands)
            {
                _closedByName[(place.Key.Parent, Said(place.Key.Level, place.Name))] = place;
                if (place.LastCode is { } last)
                    _closedByCode[last] = place;
            }
            else if (OfficialCode.TryParse(place.Code, out var code))
                _byCode.Add(code, place);
            else
            {
                uncoded.Add(place);
                if (place.LastCode is null)
                    Of(_uncoded, place.Key.Parent).Add(place);
            }
        }
        return uncoded;
    }

    /// <summary>The smallest place that holds all the file's lowest rows; of grids, a village at least.</summary>
    private PlaceRange Coverage()
    {
        var leaves = _rows.Select(row => row.Official).Where(code => !_listedParents.Contains(code)).ToList();
        if (leaves.Count == 0)
            return default;
        var (low, high) = (leaves[0], leaves[^1]);
        var depth = Math.Min(low.Depth, (int)PlaceLevel.Village);
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

    private bool IsLoose(KeyValuePair<PlaceKey, KnownPlace> pair) => !_listed.Contains(pair.Key) && Covers(pair.Key);

    /// <summary>
    /// Whether the file would list this code if it stood: its neighbours are there, or its parent is gone.
    /// </summary>
    private bool Covers(PlaceKey code) =>
        code != PlaceKey.Everywhere
        && (code.Depth < (int)PlaceLevel.Unit || _table.ListsUnitsOf(code.At(PlaceLevel.Village)))
        && _covered.Contains(code)
        && (_listedParents.Contains(code.Parent) || (!_listed.Contains(code.Parent) && Covers(code.Parent)));

    private void Loosen(KnownPlace place)
    {
        if (_answers.Of(place.Id) is not null)
            return;
        var area = (place.Key.Depth, place.Key.At(AreaDepth(place.Key.Depth)));
        if (!_loose.TryGetValue(area, out var places))
            _loose.Add(area, places = new LoosePlaces());
        places.Add(place);
    }

    /// <summary>Every village has its 上寨: grids are looked for in their village only.</summary>
    private static int AreaDepth(int depth) =>
        depth > (int)PlaceLevel.Village ? (int)PlaceLevel.Village : Math.Min(depth - 1, (int)PlaceLevel.County);

    /// <summary>
    /// Finds the places of one level's rows: by answer, by code where the names agree, then by name, best signs first.
    /// </summary>
    private void PairUp(List<DivisionRow> rows)
    {
        var looseRows = new List<DivisionRow>();
        foreach (var row in rows)
        {
            if (_answers.PlaceOf(row.Code) is { } answered)
            {
                _placeOf.Add(row.Official, answered);
                continue;
            }
            var bearer = Bearer(row);
            if (bearer is not null && Agree(row, bearer) && _answers.Of(bearer.Id) is null)
            {
                _placeOf.Add(row.Official, bearer);
                continue;
            }
            if (!_answers.IsNew(row.Code))
                looseRows.Add(row);
            if (bearer is not null)
                Loosen(bearer);
        }
        PairByName(looseRows, sameParent: true, byStem: false);
        PairByName(looseRows, sameParent: true, byStem: true);
        PairByName(looseRows, sameParent: false, byStem: false);
        foreach (var row in looseRows.Where(row => !_placeOf.ContainsKey(row.Official)))
            PairLeftOver(row);
        foreach (var row in rows)
        {
            if (_placeOf.TryGetValue(row.Official, out var place) ? IsSure(row, place) : IsNew(row))
                _sure.Add(row.Official);
        }
    }

    private void PairByName(List<DivisionRow> rows, bool sameParent, bool byStem)
    {
        foreach (var row in rows)
        {
            if (_placeOf.ContainsKey(row.Official) || Candidates(row) is not { } candidates)
                continue;
            PlaceKey? parent = null;
            if (sameParent && (parent = PlaceAt(row.Official.Parent)) is null)
                continue; // Under a new parent nothing lies yet.
            var found = candidates.Find(row, parent, byStem, place => !_pairedByName.Contains(place.Id), out var alone);
            if (found is null)
                continue;
            _placeOf.Add(row.Official, found);
            _pairedByName.Add(found.Id);
            if (found.Code is null && sameParent && !byStem && alone && !PlaceNames.HasPlaceholder(row.Name))
                _coded.Add(row.Official);
        }
    }

    /// <summary>The bearer of the code under whatever name, or a place that comes back.</summary>
    private void PairLeftOver(DivisionRow row)
    {
        if (Bearer(row) is { } bearer && !_pairedByName.Contains(bearer.Id) && _answers.Of(bearer.Id) is null)
        {
            _placeOf.Add(row.Official, bearer);
            return;
        }
        if (Former(row) is not { } former || !_pairedByName.Add(former.Id))
            return;
        _placeOf.Add(row.Official, former);
        _back.Add(row.Official);
    }

    /// <summary>A place abolished that bore this code, or this name under this parent.</summary>
    private KnownPlace? Former(DivisionRow row)
    {
        if (_closedByCode.TryGetValue(row.Code, out var byCode) && Agree(row, byCode))
            return byCode;
        return PlaceAt(row.Official.Parent) is { } parent
            ? _closedByName.GetValueOrDefault((parent, Said(row.Level, row.Name)))
            : null;
    }

    private LoosePlaces? Candidates(DivisionRow row) =>
        PlaceAt(row.Official.At(AreaDepth(row.Official.Depth))) is { } area
            ? _loose.GetValueOrDefault((row.Official.Depth, area))
            : null;

    /// <summary>Where the map has the place of a row; null where it has none yet.</summary>
    private PlaceKey? PlaceAt(PlaceKey code) =>
        code == PlaceKey.Everywhere ? code
        : _placeOf.TryGetValue(code, out var place) ? place.Key
        : null;

    private KnownPlace? Bearer(DivisionRow row) => _byCode.GetValueOrDefault(row.Official);

    private bool IsSure(DivisionRow row, KnownPlace place) =>
        _answers.PlaceOf(row.Code) is not null
        || _coded.Contains(row.Official)
        || (place == Bearer(row) && !IsReuse(row, place));

    /// <summary>
    /// A new place on a code that nobody bears any longer, under a parent that is there or will be, and not perhaps one
    /// of those that bear no code yet.
    /// </summary>
    private bool IsNew(DivisionRow row) =>
        (Bearer(row) is not { } bearer || _answers.Of(bearer.Id) is not null)
        && _sure.Contains(row.Official.Parent)
        && (_answers.IsNew(row.Code) || !UncodedBeside(row).Any());

    private IEnumerable<KnownPlace> UncodedBeside(DivisionRow row) =>
        PlaceAt(row.Official.Parent) is { } parent && _uncoded.TryGetValue(parent, out var places)
            ? places.Where(p => !_pairedByName.Contains(p.Id) && _answers.Of(p.Id) is null)
            : [];

    private bool IsGone(PlaceKey code, KnownPlace place)
    {
        if (_answers.Of(place.Id) is { } answer)
            return answer.Reply is DivisionReply.Merged or DivisionReply.Abolished or DivisionReply.Kept;
        if (_pairedByName.Contains(place.Id))
            return false;
        return _listed.Contains(code) ? _placeOf.GetValueOrDefault(code) != place : Covers(code);
    }

    /// <summary>A row and the bearer of its code are the same place for all their names say.</summary>
    private static bool Agree(DivisionRow row, KnownPlace place) =>
        PlaceNames.SameStem(row.Level, row.Name, place.Name);

    private bool IsReuse(DivisionRow row, KnownPlace place) =>
        _leads && place == Bearer(row) && !PlaceNames.ShareACharacter(row.Level, row.Name, place.Name);

    private void Say(DivisionRow row)
    {
        if (!_placeOf.TryGetValue(row.Official, out var place))
        {
            SaySetUp(row);
            return;
        }
        var answer = _answers.For(row.Code);
        if (_coded.Contains(row.Official))
            Add(row.Official, new(DivisionChangeType.Coded, row, place, true));
        else if (answer is null && (_pairedByName.Contains(place.Id) || IsReuse(row, place)))
        {
            Ask(row, place);
            return;
        }
        if (answer is not null && place != Bearer(row))
            Add(row.Official, new(TypeOf(row, place), row, place, true) { Answer = answer });
        SayDetails(row, place, answer);
    }

    private void SaySetUp(DivisionRow row)
    {
        var change = new DivisionChange(DivisionChangeType.SetUp, row, null, IsNew(row))
        {
            Answer = _answers.For(row.Code),
        };
        var uncoded =
            change.IsPlain || !_sure.Contains(row.Official.Parent) || Bearer(row) is not null
                ? []
                : UncodedBeside(row).Take(MergeSigns.Most).ToList();
        if (uncoded.Count > 0)
        {
            change = change with
            {
                Signs = [new(DivisionSignKind.Uncoded, string.Join(' ', uncoded.Select(p => p.Name)))],
                Replies = [DivisionReply.New, DivisionReply.Same],
                Candidates = [.. uncoded.Select(p => new DivisionCandidate($"{p.Id}", p.Name))],
            };
        }
        Add(row.Official, change);
    }

    private void Ask(DivisionRow row, KnownPlace place)
    {
        var type = TypeOf(row, place);
        Add(
            row.Official,
            new(type, row, place, false)
            {
                Signs = [.. SignsOf(row, place, type)],
                Replies =
                    type == DivisionChangeType.Return
                        ? [DivisionReply.Same, DivisionReply.New]
                        : [DivisionReply.Same, DivisionReply.Merged, DivisionReply.Abolished, DivisionReply.Kept],
            }
        );
    }

    private DivisionChangeType TypeOf(DivisionRow row, KnownPlace place) =>
        !place.Stands ? DivisionChangeType.Return
        : place == Bearer(row) ? DivisionChangeType.Reuse
        : place.Key.Parent == PlaceAt(row.Official.Parent) ? DivisionChangeType.Recode
        : DivisionChangeType.MoveParent;

    private IEnumerable<DivisionSign> SignsOf(DivisionRow row, KnownPlace place, DivisionChangeType type)
    {
        if (type == DivisionChangeType.Reuse)
        {
            yield return new(DivisionSignKind.NothingInCommon);
            yield break;
        }
        if (PlaceNames.HasPlaceholder(row.Name) || PlaceNames.HasPlaceholder(place.Name))
            yield return new(DivisionSignKind.LostCharacter);
        var same = PlaceNames.Same(row.Level, row.Name, place.Name);
        yield return new(same ? DivisionSignKind.SameName : DivisionSignKind.SameStem);
        if (place.LastCode == row.Code)
            yield return new(DivisionSignKind.BoreTheCode, row.Code);
        if (OfficialCode.TryParse(place.Code, out var code))
            yield return CodeSign(row, place, code);
        if (type == DivisionChangeType.MoveParent && _placeOf.TryGetValue(row.Official.Parent, out var parent))
            yield return new(DivisionSignKind.OtherParent, parent.Name);
    }

    /// <summary>What became of the code the place bore.</summary>
    private DivisionSign CodeSign(DivisionRow row, KnownPlace place, PlaceKey code)
    {
        if (!_listed.Contains(code))
            return new(DivisionSignKind.CodeGone, place.Code!);
        if (_placeOf.TryGetValue(code, out var there) && there == Bearer(row))
            return new(DivisionSignKind.CodesSwapped, there.Name);
        return new(DivisionSignKind.CodeGiven, there?.Name ?? "");
    }

    private void SayDetails(DivisionRow row, KnownPlace place, DivisionAnswer? answer)
    {
        if (!_leads)
            return;
        if (NameChange(row, place) is { } change)
            Add(row.Official, new(change, row, place, true) { Answer = answer });
        if (row.Kind != PlaceKind.Plain && row.Kind != place.Kind)
            Add(row.Official, new(DivisionChangeType.Reclassify, row, place, true) { Answer = answer });
    }

    private void SayGone(PlaceKey code, KnownPlace place)
    {
        if (_answers.Of(place.Id) is { } answer)
        {
            var type = answer.Reply switch
            {
                DivisionReply.Merged => DivisionChangeType.Merge,
                DivisionReply.Abolished => DivisionChangeType.Abolish,
                _ => DivisionChangeType.Keep,
            };
            Add(code, new(type, null, place, true) { Answer = answer });
            return;
        }
        var (candidates, signs, isMerge) = _merges.For(code, place, _placeOf);
        signs.Insert(
            0,
            _listed.Contains(code)
                ? new(DivisionSignKind.CodeGiven, _placeOf.TryGetValue(code, out var there) ? there.Name : "")
                : new(DivisionSignKind.CodeGone, place.Code!)
        );
        Add(
            code,
            new(isMerge ? DivisionChangeType.Merge : DivisionChangeType.Abolish, null, place, false)
            {
                Signs = signs,
                Replies = [DivisionReply.Merged, DivisionReply.Abolished, DivisionReply.Kept, DivisionReply.Same],
                Candidates = candidates,
            }
        );
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

    private static string Said(PlaceLevel level, string name) => PlaceNames.Short(level, PlaceNames.Fold(name));

    private static List<T> Of<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        return list;
    }

    private void Add(PlaceKey order, DivisionChange change) => _changes.Add((order, change));
}
