using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Areas.Governance.Points;

public enum AdoptRuleOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NotAVillage,
    NameMissing,
    DocumentMissing,
    WrongPoints,
    CodeInForce,
}

/// <summary>
/// Enters a rule that the villagers' assembly or its representatives adopted, with the document; points only reward, so
/// the least is above zero (handbook 3.1).
/// </summary>
public sealed record AdoptRule : Command<AdoptRuleOutcome>
{
    public const long HighestPoints = 1_000_00;

    public required long PlaceId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Per { get; init; }
    public string Evidence { get; init; } = "";

    /// <summary>Hundredths of points.</summary>
    public required long MinPoints { get; init; }

    /// <summary>Hundredths of points.</summary>
    public required long MaxPoints { get; init; }

    /// <summary>Hundredths of points; 0 for none.</summary>
    public long Cap { get; init; }
    public CapPeriod CapPeriod { get; init; }
    public required DateOnly From { get; init; }
    public required string Document { get; init; }

    public override string Verb => "points.adopt-rule";

    public override string Capability => PointsCapabilities.AdoptRules;

    public override void Needs(World w)
    {
        if (w.PlaceOf(Cell, PlaceId) is { } place)
            w.All(new RulesAt(place.Key));
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override AdoptRuleOutcome Decide(World w)
    {
        var place = w.PlaceOf(Cell, PlaceId)!;
        if (place.Level != PlaceLevel.Village)
            return AdoptRuleOutcome.NotAVillage;
        if (string.IsNullOrWhiteSpace(Code) || string.IsNullOrWhiteSpace(Name) || string.IsNullOrWhiteSpace(Per))
            return AdoptRuleOutcome.NameMissing;
        if (string.IsNullOrWhiteSpace(Document))
            return AdoptRuleOutcome.DocumentMissing;
        if (MinPoints < 1 || MaxPoints < MinPoints || MaxPoints > HighestPoints || Cap < 0)
            return w.Refuse(AdoptRuleOutcome.WrongPoints, PointsText.Format(HighestPoints));
        if (w.All(new RulesAt(place.Key)).Any(r => r.Code == Code && r.InForce(From)))
            return w.Refuse(AdoptRuleOutcome.CodeInForce, Code);
        var rule = new PointsRule
        {
            Cell = Cell,
            Id = w.NewId(),
            PlaceId = PlaceId,
            Scope = place.Key,
            Code = Code.Trim(),
            Name = Name.Trim(),
            Per = Per.Trim(),
            Evidence = Evidence.Trim(),
            MinPoints = MinPoints,
            MaxPoints = MaxPoints,
            Cap = Cap,
            CapPeriod = Cap == 0 ? CapPeriod.None : CapPeriod,
            From = From,
            Document = Document.Trim(),
        };
        w.Add(rule);
        w.Subject = rule.Id;
        return AdoptRuleOutcome.Done;
    }
}

/// <summary>A village's rules, past ones included.</summary>
public sealed record RulesAt(PlaceKey Village) : Query<PointsRule>
{
    public override IQueryable<PointsRule> On(GulouDb db) =>
        db.Set<PointsRule>().Where(r => r.Scope == Village).OrderBy(r => r.Code);
}
