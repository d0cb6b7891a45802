using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.Places;

public enum ImportDivisionsOutcome
{
    /// <summary>Args: places set up, renamed, of another kind; changes that need an answer.</summary>
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>A row left out for a fault would look like a place abolished. Args: how many faults.</summary>
    FileHasFaults,

    /// <summary>Args: the name of the parent, and how many numbers it had.</summary>
    NumbersUsedUp,
}

/// <summary>
/// Brings the map to a year's division file as far as that is plain; what needs an answer is left as it is. Doing it
/// again changes nothing.
/// </summary>
public sealed record ImportDivisions : Command<ImportDivisionsOutcome>
{
    public required DivisionTable Table { get; init; }

    public override string Verb => "places.import";

    public override string Capability => PlacesCapabilities.Import;

    /// <summary>The statistics bureau's tables say how things stood on 30 June.</summary>
    private DateOnly AsOf => new(Table.Year, 6, 30);

    public override void Needs(World w)
    {
        w.All(new AllDivisions());
        w.All(new StatisticsCodesInForce());
    }

    public override Target? Target(World w) => new(PlaceKey.Everywhere);

    public override byte[] Content()
    {
        var digest = new Digest().Add(Table.Year);
        foreach (var row in Table.Rows)
            digest.Add(row.Official.Value).Add(row.Name).Add((long)row.Kind);
        return digest.Take();
    }

    public override ImportDivisionsOutcome Decide(World w)
    {
        if (Table.Faults.Count > 0)
            return w.Refuse(ImportDivisionsOutcome.FileHasFaults, Table.Faults.Count);
        var divisions = w.All(new AllDivisions());
        var codes = w.All(new StatisticsCodesInForce());
        var diff = DivisionDiff.Compare(PlaceReader.Known(divisions, codes), Table);
        var map = new Map(w, divisions, codes, AsOf);
        try
        {
            foreach (var change in diff.Plain)
                map.Apply(change);
        }
        catch (NumbersExhaustedException full)
        {
            return w.Refuse(ImportDivisionsOutcome.NumbersUsedUp, map.NameOf(full.Parent), full.Parent.Depth);
        }
        var (renamed, reclassified) = (map.Renamed, map.Reclassified);
        return w.Refuse(ImportDivisionsOutcome.Done, map.SetUp, renamed, reclassified, diff.Open.Count());
    }

    /// <summary>The map while it is brought up to date.</summary>
    private sealed class Map
    {
        private readonly World w;
        private readonly DateOnly asOf;
        private readonly Dictionary<long, Division> byId;
        private readonly Dictionary<PlaceKey, Division> byCode = [];
        private readonly KeyAllocator keys;
        private int highestCell;

        public Map(World w, IReadOnlyList<Division> divisions, IReadOnlyList<PlaceCode> codes, DateOnly asOf)
        {
            (this.w, this.asOf) = (w, asOf);
            byId = divisions.ToDictionary(d => d.Id);
            foreach (var code in codes)
                byCode[PlaceKey.FromCode(code.Code)] = byId[code.PlaceId];
            keys = new KeyAllocator(divisions.Select(d => d.Key));
            highestCell = divisions.Select(d => d.Cell).DefaultIfEmpty().Max();
        }

        public int SetUp { get; private set; }
        public int Renamed { get; private set; }
        public int Reclassified { get; private set; }

        public string NameOf(PlaceKey key) => byId.Values.FirstOrDefault(d => d.Key == key)?.ShortName ?? "";

        public void Apply(DivisionChange change)
        {
            var row = change.Row!;
            switch (change.Type)
            {
                case DivisionChangeType.SetUp:
                    Add(row);
                    SetUp++;
                    break;
                case DivisionChangeType.Reclassify:
                    byId[change.Known!.Id].Kind = row.Kind;
                    Reclassified++;
                    break;
                default:
                    Call(byId[change.Known!.Id], row.Name);
                    Renamed++;
                    break;
            }
        }

        private void Add(DivisionRow row)
        {
            var parent = byCode.GetValueOrDefault(row.Official.Parent);
            var cell = CellAllocator.CellFor(row.Level, parent?.Cell ?? 0, highestCell);
            highestCell = Math.Max(highestCell, cell);
            var place = new Division
            {
                Cell = cell,
                Id = w.NewId(),
                Key = keys.Allocate(parent?.Key ?? PlaceKey.Everywhere, row.Official.Number),
                Name = "",
                ShortName = "",
                Kind = row.Kind,
                From = asOf,
            };
            Call(place, row.Name);
            byId.Add(place.Id, place);
            byCode[row.Official] = place;
            w.Add(place);
            w.Add(
                new PlaceCode
                {
                    Cell = cell,
                    Id = w.NewId(),
                    PlaceId = place.Id,
                    Scheme = CodeScheme.Statistics,
                    Code = row.Code,
                    From = asOf,
                }
            );
        }

        private void Call(Division place, string name)
        {
            place.Name = name;
            place.ShortName = PlaceNames.Short(place.Level, name);
            place.Initials = w.Pinyin.Initials(place.ShortName);
        }
    }
}

/// <summary>Every division there ever was: keys are never given twice.</summary>
public sealed record AllDivisions : Query<Division>
{
    public override IQueryable<Division> On(GulouDb db) => db.Divisions;
}

/// <summary>The statistics codes borne today.</summary>
public sealed record StatisticsCodesInForce : Query<PlaceCode>
{
    public override IQueryable<PlaceCode> On(GulouDb db) =>
        db.PlaceCodes.Where(c => c.Scheme == CodeScheme.Statistics && c.To == null);
}
