using Gulou.Kernel.Places;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

/// <summary>
/// The map while a year's table is applied to it: where each place is and will be, so that a new village under a moved
/// township gets its right position at once.
/// </summary>
internal sealed class ImportMap
{
    private readonly World w;
    private readonly CodeScheme scheme;
    private readonly DivisionTable table;
    private readonly DateOnly asOf;
    private readonly Dictionary<long, Place> byId;
    private readonly Dictionary<PlaceKey, Place> byCode = [];
    private readonly Dictionary<long, PlaceCode> codeOf;
    private readonly KeyAllocator keys;

    /// <summary>Where moved places were in the database, under which their grids' numbers are known.</summary>
    private readonly Dictionary<long, PlaceKey> keyBefore = [];
    private readonly List<Place> added = [];
    private readonly List<PlaceCode> codesAdded = [];
    private Dictionary<PlaceKey, List<Place>>? children;
    private int highestCell;

    public ImportMap(
        World w,
        CodeScheme scheme,
        DivisionTable table,
        IReadOnlyList<Place> places,
        IReadOnlyList<PlaceCode> codes,
        IEnumerable<PlaceKey> used
    )
    {
        (this.w, this.scheme, this.table, asOf) = (w, scheme, table, table.AsOf);
        byId = places.ToDictionary(d => d.Id, Copy);
        codeOf = codes.ToDictionary(c => c.PlaceId);
        foreach (var code in codes)
            byCode[OfficialCode.Parse(code.Code)] = byId[code.PlaceId];
        keys = new KeyAllocator(places.Select(d => d.Key).Concat(used));
        highestCell = places.Select(d => d.Cell).DefaultIfEmpty().Max();
    }

    public int SetUp { get; private set; }
    public int Renamed { get; private set; }
    public int Reclassified { get; private set; }

    /// <summary>Moves, merges, new codes and the like.</summary>
    public int Answered { get; private set; }

    public string NameOf(PlaceKey key) => byId.Values.FirstOrDefault(d => d.Key == key)?.ShortName ?? "";

    public Place? Of(long place) => byId.GetValueOrDefault(place);

    public Place? Of(PlaceKey code) => byCode.GetValueOrDefault(code);

    /// <summary>
    /// Applies changes in their order, then ends what is gone, the lowest first; a problem stops it.
    /// </summary>
    public (ImportDivisionsOutcome Outcome, string Place)? Apply(IEnumerable<DivisionChange> changes)
    {
        var gone = new List<DivisionChange>();
        foreach (var change in changes)
        {
            if (change.Answer is { On: { } on } && on > w.Today)
                return (ImportDivisionsOutcome.DateInFuture, change.Known?.Name ?? change.Row!.Name);
            if (change.Type is DivisionChangeType.Abolish or DivisionChangeType.Merge)
                gone.Add(change);
            else if (Apply(change) is { } problem)
                return (problem, change.Known?.Name ?? change.Row!.Name);
        }
        foreach (var change in gone.OrderByDescending(c => c.Known!.Key.Depth))
        {
            if (End(change) is { } problem)
                return (problem, change.Known!.Name);
        }
        w.AddAll<Division>([.. added.OfType<Division>()]);
        w.AddAll<Grid>([.. added.OfType<Grid>()]);
        w.AddAll(codesAdded);
        return null;
    }

    private ImportDivisionsOutcome? Apply(DivisionChange change)
    {
        if (change.Type == DivisionChangeType.SetUp)
            return Add(change.Row!);
        var place = byId[change.Known!.Id];
        var redrawing = On(change, place);
        switch (change.Type)
        {
            case DivisionChangeType.Rename or DivisionChangeType.SuffixOnly:
                redrawing.Rename(place, change.Row!.Name);
                (place.Name, place.ShortName) = (change.Row.Name, PlaceNames.Short(place.Level, change.Row.Name));
                Renamed++;
                return null;
            case DivisionChangeType.Reclassify:
                redrawing.Reclassify(place, change.Row!.Kind);
                place.Kind = change.Row.Kind;
                Reclassified++;
                return null;
            case DivisionChangeType.Keep:
                Recode(redrawing, place, null);
                break;
            default:
                if (Settle(redrawing, place, change.Row!) is { } problem)
                    return problem;
                break;
        }
        Answered++;
        return null;
    }

    /// <summary>A place that is found again: it stands, under the row's parent and code.</summary>
    private ImportDivisionsOutcome? Settle(Redrawing redrawing, Place place, DivisionRow row)
    {
        var parent = byCode.GetValueOrDefault(row.Official.Parent);
        if (place.To is not null)
        {
            redrawing.Restore(place);
            place.To = null;
        }
        if (place.Key.Parent != (parent?.Key ?? PlaceKey.Everywhere))
        {
            if (place.Level > PlaceLevel.County && parent?.Cell != place.Cell)
                return ImportDivisionsOutcome.OtherCounty;
            Move(redrawing, place, parent, row.Official.Number);
        }
        Recode(redrawing, place, row.Official);
        return null;
    }

    private ImportDivisionsOutcome? End(DivisionChange change)
    {
        var place = byId[change.Known!.Id];
        var redrawing = On(change, place);
        var standing = Children(place.Key).FindAll(child => child.To is null);
        Answered++;
        if (change.Type == DivisionChangeType.Abolish)
        {
            if (standing.Count > 0)
                return ImportDivisionsOutcome.StillHasPlaces;
            redrawing.Abolish(place);
        }
        else
        {
            var into = byCode[OfficialCode.Parse(change.Answer!.Target!)];
            if (into.Cell != place.Cell)
                return ImportDivisionsOutcome.OtherCounty;
            foreach (var child in standing)
                Move(redrawing, child, into, child.Key.Number);
            if (place.Level == PlaceLevel.Village)
            {
                if (!keys.TryAppend(KeyBefore(place), KeyBefore(into), out var offset))
                    return ImportDivisionsOutcome.NumbersUsedUp;
                redrawing.RehomeBelow(place, into.Key, offset);
            }
            redrawing.Absorb(place, into, into.Key);
        }
        place.To = asOf;
        Forget(place);
        return null;
    }

    private ImportDivisionsOutcome? Add(DivisionRow row)
    {
        var parent = byCode.GetValueOrDefault(row.Official.Parent);
        if (parent?.Kind == PlaceKind.Dedicated)
            return ImportDivisionsOutcome.UnderDedicated;
        var cell = CellAllocator.CellFor(row.Level, parent?.Cell ?? 0, highestCell);
        highestCell = Math.Max(highestCell, cell);
        var said = PlaceNames.Short(row.Level, row.Name);
        Place place =
            row.Level <= PlaceLevel.Village
                ? new Division { Name = row.Name, ShortName = said }
                : new Grid { Name = row.Name, ShortName = said };
        (place.Cell, place.Id, place.Kind) = (cell, w.NewId(), KindOf(row));
        place.Key = keys.Allocate(parent?.Key ?? PlaceKey.Everywhere, row.Official.Number);
        (place.Initials, place.From, place.Since) = (w.Pinyin.Initials(said), asOf, asOf);
        if (byCode.TryGetValue(row.Official, out var bearer))
            Recode(new Redrawing(w, asOf, ""), bearer, null);
        byId.Add(place.Id, place);
        byCode[row.Official] = place;
        added.Add(place);
        if (children is not null)
            Children(place.Key.Parent).Add(place);
        codesAdded.Add(
            new PlaceCode
            {
                Cell = cell,
                Id = w.NewId(),
                PlaceId = place.Id,
                Scheme = scheme,
                Code = row.Code,
                From = asOf,
            }
        );
        SetUp++;
        return null;
    }

    /// <summary>A grid of which the list says no more is a hamlet's.</summary>
    private static PlaceKind KindOf(DivisionRow row) =>
        row is { Level: PlaceLevel.Grid, Kind: PlaceKind.Plain } ? PlaceKind.Hamlet : row.Kind;

    private void Recode(Redrawing redrawing, Place place, PlaceKey? official)
    {
        var before = codeOf.GetValueOrDefault(place.Id);
        var code = official is { } position ? OfficialCode.Of(position) : null;
        if (before?.Code == code)
            return;
        Forget(place);
        redrawing.Recode(place, scheme, before, code);
        if (official is not { } now)
            return;
        byCode[now] = place;
        if (place.Level == PlaceLevel.Grid && before is not null && !table.ListsUnitsOf(now.Parent))
            RecodeUnits(redrawing, place, before.Code, code!);
    }

    /// <summary>A unit's code begins with its grid's; a list without units leaves it to follow.</summary>
    private void RecodeUnits(Redrawing redrawing, Place grid, string before, string code)
    {
        foreach (var unit in Children(grid.Key).Where(unit => unit.To is null))
        {
            if (codeOf.TryGetValue(unit.Id, out var borne) && borne.Code.StartsWith(before, StringComparison.Ordinal))
                redrawing.Recode(unit, scheme, borne, code + borne.Code[before.Length..]);
        }
    }

    /// <summary>The place bears its code no longer, unless another has been given it already.</summary>
    private void Forget(Place place)
    {
        if (!codeOf.Remove(place.Id, out var before))
            return;
        var code = OfficialCode.Parse(before.Code);
        if (byCode.GetValueOrDefault(code) == place)
            byCode.Remove(code);
    }

    private void Move(Redrawing redrawing, Place place, Place? parent, int wanted)
    {
        var to = keys.Allocate(parent?.Key ?? PlaceKey.Everywhere, wanted);
        redrawing.Rehome(place, to, parent);
        Children(place.Key.Parent).Remove(place);
        Shift(place, to.Value - place.Key.Value);
        Children(to.Parent).Add(place);
    }

    private void Shift(Place place, long by)
    {
        var below = Children(place.Key);
        children!.Remove(place.Key);
        keyBefore.TryAdd(place.Id, place.Key);
        place.Key = new PlaceKey(place.Key.Value + by);
        children[place.Key] = below;
        foreach (var child in below)
            Shift(child, by);
    }

    private PlaceKey KeyBefore(Place place) => keyBefore.GetValueOrDefault(place.Id, place.Key);

    private List<Place> Children(PlaceKey parent)
    {
        if (children is null)
        {
            children = [];
            foreach (var group in byId.Values.GroupBy(d => d.Key.Parent))
                children.Add(group.Key, [.. group]);
        }
        if (!children.TryGetValue(parent, out var list))
            children.Add(parent, list = []);
        return list;
    }

    /// <summary>From the day of the answer or table, but not from before the place became what it is.</summary>
    private Redrawing On(DivisionChange change, Place place)
    {
        var on = change.Answer?.On ?? asOf;
        return new Redrawing(w, on < place.Since ? place.Since : on, change.Answer?.Document ?? "");
    }

    /// <summary>The rows that were loaded stay as the database has them; statements change them there.</summary>
    private static Place Copy(Place place)
    {
        Place copy =
            place is Grid
                ? new Grid { Name = place.Name, ShortName = place.ShortName }
                : new Division { Name = place.Name, ShortName = place.ShortName };
        (copy.Cell, copy.Id, copy.Key, copy.Kind) = (place.Cell, place.Id, place.Key, place.Kind);
        (copy.Initials, copy.From, copy.Since, copy.To) = (place.Initials, place.From, place.Since, place.To);
        return copy;
    }
}
