using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

public enum ImportDivisionsOutcome
{
    /// <summary>
    /// Args: places set up, renamed, of another kind; changes that still need an answer; other changes by answers.
    /// </summary>
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>A row left out for a fault would look like a place abolished. Args: how many faults.</summary>
    FileHasFaults,

    /// <summary>Args: how many answers fit no open question, and the first one's row or place.</summary>
    AnswersDoNotFit,

    /// <summary>Args: the place.</summary>
    DateInFuture,

    /// <summary>A cell is permanent. Args: the place.</summary>
    OtherCounty,

    /// <summary>Args: the place.</summary>
    StillHasPlaces,

    /// <summary>Args: the place.</summary>
    StillHasHouseholds,

    /// <summary>A unit of households under a dedicated grid, which has none. Args: the unit.</summary>
    UnderDedicated,

    /// <summary>Args: the name of the parent, and how many numbers it had.</summary>
    NumbersUsedUp,
}

/// <summary>
/// Brings the map to a year's division file, or a county's list of grids, as far as that is plain or people have
/// answered; what is still open is left as it is and kept as questions. Doing it again changes nothing.
/// </summary>
public sealed record ImportDivisions : Command<ImportDivisionsOutcome>
{
    public required DivisionTable Table { get; init; }

    /// <summary>In which scheme the codes stand; names follow the statistics bureau's.</summary>
    public CodeScheme Scheme { get; init; } = CodeScheme.Statistics;

    public IReadOnlyList<DivisionAnswer> Answers { get; init; } = [];

    public override string Verb => "places.import";

    public override string Capability => PlacesCapabilities.Import;

    public override bool RedrawsMap => Answers.Count > 0;

    public override void Needs(World w)
    {
        var map = MapBeside.Of(w, Table, Scheme);
        w.All(new FormerKeysUnder(map.Area ?? PlaceKey.Everywhere));
        foreach (var place in MustBeEmpty(map))
            w.All(new ResidentsIn(place.Key));
        foreach (var cell in CellsOfMerges(map))
            w.All(new MiddleGridsOf(cell));
    }

    /// <summary>The place of the map that the table is about; the whole map for one that is not on it yet.</summary>
    public override Target? Target(World w)
    {
        var map = MapBeside.Of(w, Table, Scheme);
        if (Scheme == CodeScheme.Grid)
            return new Target(map.Area ?? PlaceKey.Everywhere);
        var code = Table.Top == PlaceKey.Everywhere ? "" : OfficialCode.Of(Table.Top);
        var bearer = map.Codes.FirstOrDefault(c => c.Code == code);
        var place = bearer is null ? null : map.Places.FirstOrDefault(d => d.Id == bearer.PlaceId);
        return new Target(place?.Key ?? PlaceKey.Everywhere);
    }

    public override byte[] Content()
    {
        var digest = new Digest().Add(Table.HasGrids ? Model.Day.ToNumber(Table.AsOf) : Table.Year).Add((long)Scheme);
        foreach (var row in Table.Rows)
            digest.Add(row.Official.Value).Add(row.Name).Add((long)row.Kind);
        foreach (var answer in Answers)
            digest
                .Add(answer.Question.Code ?? "")
                .Add(answer.Question.PlaceId ?? 0)
                .Add((long)answer.Reply)
                .Add(answer.Target ?? "")
                .Add(answer.Document)
                .Add(answer.On is { } on ? Model.Day.ToNumber(on) : 0);
        return digest.Take();
    }

    public override ImportDivisionsOutcome Decide(World w)
    {
        if (Table.Faults.Count > 0)
            return w.Refuse(ImportDivisionsOutcome.FileHasFaults, Table.Faults.Count);
        if (Table.HasGrids && Table.AsOf > w.Today)
            return w.Refuse(ImportDivisionsOutcome.DateInFuture, Table.Rows[0].Name);
        var beside = MapBeside.Of(w, Table, Scheme);
        var diff = beside.Compare(Table, Scheme, Answers);
        if (diff.Faults.Count > 0)
        {
            var first = diff.Faults[0].Answer.Question;
            return w.Refuse(
                ImportDivisionsOutcome.AnswersDoNotFit,
                diff.Faults.Count,
                first.Code ?? $"{first.PlaceId}"
            );
        }
        foreach (var place in MustBeEmpty(beside))
        {
            if (w.All(new ResidentsIn(place.Key)).Count > 0)
                return w.Refuse(ImportDivisionsOutcome.StillHasHouseholds, place.ShortName);
        }
        var used = w.All(new FormerKeysUnder(beside.Area ?? PlaceKey.Everywhere))
            .Select(past => past.Key)
            .Concat(CellsOfMerges(beside).SelectMany(cell => w.All(new MiddleGridsOf(cell)).Select(g => g.Key)));
        var map = new ImportMap(w, Scheme, Table, beside.Places, beside.Codes, used);
        try
        {
            if (map.Apply(diff.Plain) is { } problem)
                return w.Refuse(problem.Outcome, problem.Place);
        }
        catch (NumbersExhaustedException full)
        {
            return w.Refuse(ImportDivisionsOutcome.NumbersUsedUp, map.NameOf(full.Parent), full.Parent.Depth);
        }
        OpenQuestions.Keep(w, Table, Scheme, diff, map, beside.Area);
        return w.Refuse(
            ImportDivisionsOutcome.Done,
            map.SetUp,
            map.Renamed,
            map.Reclassified,
            diff.Open.Count(),
            map.Answered
        );
    }

    /// <summary>Where nobody may live: what is abolished, and grids that become dedicated.</summary>
    private IEnumerable<Place> MustBeEmpty(MapBeside map)
    {
        var dedicated = Table.Rows.Where(row => row.Kind == PlaceKind.Dedicated).Select(row => row.Code).ToHashSet();
        var bearers = map.Codes.Where(c => dedicated.Contains(c.Code)).Select(c => c.PlaceId).ToHashSet();
        return Answered(map, DivisionReply.Abolished)
            .Concat(map.Places.Where(p => bearers.Contains(p.Id) && p.Kind != PlaceKind.Dedicated));
    }

    private List<int> CellsOfMerges(MapBeside map) =>
        [.. Answered(map, DivisionReply.Merged).OfType<Division>().Select(d => d.Cell).Distinct().Order()];

    private IEnumerable<Place> Answered(MapBeside map, DivisionReply reply)
    {
        var ids = Answers.Where(a => a.Reply == reply).Select(a => a.Question.PlaceId).OfType<long>().ToHashSet();
        return ids.Count == 0 ? [] : map.Places.Where(d => ids.Contains(d.Id) && d.To is null);
    }
}
