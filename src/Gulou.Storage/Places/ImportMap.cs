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
    private readonly DateOnly asOf;
    private readonly Dictionary<long, Division> byId;
    private readonly Dictionary<PlaceKey, Division> byCode = [];
    private readonly Dictionary<long, PlaceCode> codeOf;
    private readonly KeyAllocator keys;

    /// <summary>Where moved places were in the database, under which their grids' numbers are known.</summary>
    private readonly Dictionary<long, PlaceKey> keyBefore = [];
    private readonly List<Division> added = [];
    private readonly List<PlaceCode> codesAdded = [];
    private Dictionary<PlaceKey, List<Division>>? children;
    private int highestCell;

    public ImportMap(
        World w,
        CodeScheme scheme,
        DateOnly asOf,
        IReadOnlyList<Division> divisions,
        IReadOnlyList<PlaceCode> codes,
        IEnumerable<PlaceKey> used
    )
    {
        (this.w, this.scheme, this.asOf) = (w, scheme, asOf);
        byId = divisions.ToDictionary(d => d.Id, Copy);
        codeOf = codes.ToDictionary(c => c.PlaceId);
        foreach (var code in codes)
            byCode[PlaceKey.FromCode(code.Code)] = byId[code.PlaceId];
        keys = new KeyAllocator(divisions.Select(d => d.Key).Concat(used));
        highestCell = divisions.Select(d => d.Cell).DefaultIfEmpty().Max();
    }

    public int SetUp { get; private set; }
    public int Renamed { get; private set; }
    public int Reclassified { get; private set; }

    /// <summary>Moves, merges, new codes and the like.</summary>
    public int Answered { get; private set; }

    public string NameOf(PlaceKey key) => byId.Values.FirstOrDefault(d => d.Key == key)?.ShortName ?? "";

    public Division? Of(long place) => byId.GetValueOrDefault(place);

    public Division? Of(PlaceKey code) => byCode.GetValueOrDefault(code);

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
                return (problem, change.Known!.Name);
        }
        foreach (var change in gone.OrderByDescending(c => c.Known!.Key.Depth))
        {
            if (End(change) is { } problem)
                return (problem, change.Known!.Name);
        }
        w.AddAll(added);
        w.AddAll(codesAdded);
        return null;
    }

    private ImportDivisionsOutcome? Apply(DivisionChange change)
    {
        if (change.Type == DivisionChangeType.SetUp)
        {
            Add(change.Row!);
            return null;
        }
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
    private ImportDivisionsOutcome? Settle(Redrawing redrawing, Division place, DivisionRow row)
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
            var into = byCode[PlaceKey.FromCode(change.Answer!.Target!)];
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

    private void Add(DivisionRow row)
    {
        var parent = byCode.GetValueOrDefault(row.Official.Parent);
        var cell = CellAllocator.CellFor(row.Level, parent?.Cell ?? 0, highestCell);
        highestCell = Math.Max(highestCell, cell);
        var said = PlaceNames.Short(row.Level, row.Name);
        var place = new Division
        {
            Cell = cell,
            Id = w.NewId(),
            Key = keys.Allocate(parent?.Key ?? PlaceKey.Everywhere, row.Official.Number),
            Name = row.Name,
            ShortName = said,
            Initials = w.Pinyin.Initials(said),
            Kind = row.Kind,
            From = asOf,
            Since = asOf,
        };
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
    }

    private void Recode(Redrawing redrawing, Division place, PlaceKey? official)
    {
        var before = codeOf.GetValueOrDefault(place.Id);
        var code = official?.ToString()[..12];
        if (before?.Code == code)
            return;
        Forget(place);
        redrawing.Recode(place, scheme, before, code);
        if (official is { } now)
            byCode[now] = place;
    }

    /// <summary>The place bears its code no longer, unless another has been given it already.</summary>
    private void Forget(Division place)
    {
        if (!codeOf.Remove(place.Id, out var before))
            return;
        var code = PlaceKey.FromCode(before.Code);
        if (byCode.GetValueOrDefault(code) == place)
            byCode.Remove(code);
    }

    private void Move(Redrawing redrawing, Division place, Division? parent, int wanted)
    {
        var to = keys.Allocate(parent?.Key ?? PlaceKey.Everywhere, wanted);
        redrawing.Rehome(place, to, parent);
        Children(place.Key.Parent).Remove(place);
        Shift(place, to.Value - place.Key.Value);
        Children(to.Parent).Add(place);
    }

    private void Shift(Division place, long by)
    {
        var below = Children(place.Key);
        children!.Remove(place.Key);
        keyBefore.TryAdd(place.Id, place.Key);
        place.Key = new PlaceKey(place.Key.Value + by);
        children[place.Key] = below;
        foreach (var child in below)
            Shift(child, by);
    }

    private PlaceKey KeyBefore(Division place) => keyBefore.GetValueOrDefault(place.Id, place.Key);

    private List<Division> Children(PlaceKey parent)
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
    private Redrawing On(DivisionChange change, Division place)
    {
        var on = change.Answer?.On ?? asOf;
        return new Redrawing(w, on < place.Since ? place.Since : on, change.Answer?.Document ?? "");
    }

    /// <summary>The rows that were loaded stay as the database has them; statements change them there.</summary>
    private static Division Copy(Division d) =>
        new()
        {
            Cell = d.Cell,
            Id = d.Id,
            Key = d.Key,
            Name = d.Name,
            ShortName = d.ShortName,
            Initials = d.Initials,
            Kind = d.Kind,
            From = d.From,
            Since = d.Since,
            To = d.To,
        };
}
