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

    /// <summary>Args: the name of the parent, and how many numbers it had.</summary>
    NumbersUsedUp,
}

/// <summary>
/// Brings the map to a year's division file as far as that is plain or people have answered; what is still open is left
/// as it is and kept as questions. Doing it again changes nothing.
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
        var divisions = w.All(new AllDivisions());
        w.All(new CodesInForce(Scheme));
        w.All(new CodesEnded(Scheme));
        w.All(new FormerKeysUnder(PlaceKey.Everywhere));
        foreach (var place in AbolishedIn(divisions))
            w.All(new ResidentsIn(place.Key));
        foreach (var cell in CellsOfMerges(divisions))
            w.All(new MiddleGridsOf(cell));
    }

    /// <summary>The place of the map that the table is about; the whole map for one that is not on it yet.</summary>
    public override Target? Target(World w)
    {
        var code = Table.Top == PlaceKey.Everywhere ? "" : Table.Top.ToString()[..12];
        var bearer = w.All(new CodesInForce(Scheme)).FirstOrDefault(c => c.Code == code);
        var place = bearer is null ? null : w.All(new AllDivisions()).FirstOrDefault(d => d.Id == bearer.PlaceId);
        return new Target(place?.Key ?? PlaceKey.Everywhere);
    }

    public override byte[] Content()
    {
        var digest = new Digest().Add(Table.Year).Add((long)Scheme);
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
        var divisions = w.All(new AllDivisions());
        var codes = w.All(new CodesInForce(Scheme));
        var known = PlaceReader.Known(divisions, codes, w.All(new CodesEnded(Scheme)));
        var diff = DivisionDiff.Compare(known, Table, Scheme == CodeScheme.Statistics, Answers);
        if (diff.Faults.Count > 0)
        {
            var first = diff.Faults[0].Answer.Question;
            return w.Refuse(
                ImportDivisionsOutcome.AnswersDoNotFit,
                diff.Faults.Count,
                first.Code ?? $"{first.PlaceId}"
            );
        }
        foreach (var place in AbolishedIn(divisions))
        {
            if (w.All(new ResidentsIn(place.Key)).Count > 0)
                return w.Refuse(ImportDivisionsOutcome.StillHasHouseholds, place.ShortName);
        }
        var used = w.All(new FormerKeysUnder(PlaceKey.Everywhere))
            .Select(past => past.Key)
            .Concat(CellsOfMerges(divisions).SelectMany(cell => w.All(new MiddleGridsOf(cell)).Select(g => g.Key)));
        var map = new ImportMap(w, Scheme, Table.AsOf, divisions, codes, used);
        try
        {
            if (map.Apply(diff.Plain) is { } problem)
                return w.Refuse(problem.Outcome, problem.Place);
        }
        catch (NumbersExhaustedException full)
        {
            return w.Refuse(ImportDivisionsOutcome.NumbersUsedUp, map.NameOf(full.Parent), full.Parent.Depth);
        }
        OpenQuestions.Keep(w, Table, Scheme, diff, map);
        return w.Refuse(
            ImportDivisionsOutcome.Done,
            map.SetUp,
            map.Renamed,
            map.Reclassified,
            diff.Open.Count(),
            map.Answered
        );
    }

    private IEnumerable<Division> AbolishedIn(IReadOnlyList<Division> divisions) =>
        Answered(divisions, DivisionReply.Abolished);

    private List<int> CellsOfMerges(IReadOnlyList<Division> divisions) =>
        [.. Answered(divisions, DivisionReply.Merged).Select(d => d.Cell).Distinct().Order()];

    private IEnumerable<Division> Answered(IReadOnlyList<Division> divisions, DivisionReply reply)
    {
        var ids = Answers.Where(a => a.Reply == reply).Select(a => a.Question.PlaceId).OfType<long>().ToHashSet();
        return ids.Count == 0 ? [] : divisions.Where(d => ids.Contains(d.Id) && d.To is null);
    }
}
