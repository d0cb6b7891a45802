using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

/// <summary>
/// Gives a place another code in a scheme, or ends the one it bears. The grids of a recoded village follow with theirs:
/// a grid code begins with the village's.
/// </summary>
public sealed record RecodePlace : Command<RedrawOutcome>
{
    public required long PlaceId { get; init; }
    public required CodeScheme Scheme { get; init; }

    /// <summary>12 digits, or a grid code in the grid's scheme; empty to end the code.</summary>
    public required string Code { get; init; }
    public required DateOnly On { get; init; }
    public string Document { get; init; } = "";

    public override string Verb => "places.recode";

    public override string Capability => PlacesCapabilities.Edit;

    public override bool RedrawsMap => true;

    public override void Needs(World w)
    {
        if (w.PlaceOf(Cell, PlaceId) is not { } place)
            return;
        w.All(new CodesOf(Cell, PlaceId));
        w.All(new BearersOf(Scheme, Code));
        if (place.Level != PlaceLevel.Village)
            return;
        w.All(new GridsIn(place.Key));
        w.All(new GridCodesIn(place.Key));
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override RedrawOutcome Decide(World w)
    {
        var place = w.PlaceOf(Cell, PlaceId)!;
        if (place.To is not null)
            return RedrawOutcome.NotStanding;
        if (On > w.Today)
            return RedrawOutcome.DateInFuture;
        var before = w.All(new CodesOf(Cell, PlaceId)).FirstOrDefault(c => c.Scheme == Scheme);
        if (before is not null && On < before.From)
            return w.Refuse(RedrawOutcome.BeforeLastChange, before.From);
        if (Redraws.CheckDocument(place, Document) is not RedrawOutcome.Done and var refusal)
            return refusal;
        if ((before?.Code ?? "") == Code)
            return RedrawOutcome.Unchanged;
        if (Code.Length > 0 && !Fits(place.Level))
            return RedrawOutcome.BadCode;
        if (Code.Length > 0 && w.All(new BearersOf(Scheme, Code)).Count > 0)
            return RedrawOutcome.CodeTaken;
        var redrawing = new Redrawing(w, On, Document.Trim());
        redrawing.Recode(place, Scheme, before, Code.Length == 0 ? null : Code);
        if (
            place.Level == PlaceLevel.Village
            && Scheme == CodeScheme.Statistics
            && before is not null
            && Code.Length > 0
        )
            RecodeGrids(w, redrawing, before.Code);
        w.Subject = PlaceId;
        return RedrawOutcome.Done;
    }

    private bool Fits(PlaceLevel level) =>
        level <= PlaceLevel.Village
            ? Scheme != CodeScheme.Grid
                && Code.Length == 12
                && PlaceKey.TryFromCode(Code, out var key)
                && key.Level == level
            : Scheme == CodeScheme.Grid
                && GridCode.TryParse(Code, out var grid)
                && grid.Tier == (level == PlaceLevel.Grid ? GridTier.Middle : GridTier.Small);

    private void RecodeGrids(World w, Redrawing redrawing, string village)
    {
        var place = w.PlaceOf(Cell, PlaceId)!;
        var grids = w.All(new GridsIn(place.Key)).Where(g => g.To is null).ToDictionary(g => g.Id);
        foreach (var code in w.All(new GridCodesIn(place.Key)))
        {
            if (
                code.Code.StartsWith(village, StringComparison.Ordinal) && grids.TryGetValue(code.PlaceId, out var grid)
            )
                redrawing.Recode(grid, CodeScheme.Grid, code, Code + code.Code[village.Length..]);
        }
    }
}
