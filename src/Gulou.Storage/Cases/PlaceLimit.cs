using Gulou.Kernel.Places;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.Cases;

/// <summary>A number of a flow that a place has set for itself by a case of its own.</summary>
public sealed class PlaceLimit
{
    public int Cell { get; set; }
    public long Id { get; set; }
    public long PlaceId { get; set; }
    public PlaceKey Scope { get; set; }

    /// <summary>The flow whose limit it is.</summary>
    public required string Type { get; set; }

    /// <summary>The limit's key in its definition.</summary>
    public required string Limit { get; set; }

    /// <summary>Hundredths.</summary>
    public long Value { get; set; }

    /// <summary>First day in force.</summary>
    public DateOnly From { get; set; }

    /// <summary>The case that set it.</summary>
    public long CaseId { get; set; }
}

/// <summary>All that was ever set for a type at a place or above it.</summary>
internal sealed record LimitsOver(PlaceKey Place, string Type) : Query<PlaceLimit>
{
    public override IQueryable<PlaceLimit> On(GulouDb db)
    {
        var path = Place.Path.ToList();
        return db.Set<PlaceLimit>().Where(l => path.Contains(l.Scope) && l.Type == Type);
    }

    /// <summary>Those in force on a day: of the nearest place, the latest.</summary>
    public static IReadOnlyDictionary<string, decimal> InForce(IEnumerable<PlaceLimit> limits, DateOnly day) =>
        limits
            .Where(l => l.From <= day)
            .GroupBy(l => l.Limit)
            .ToDictionary(
                g => g.Key,
                g =>
                    g.OrderByDescending(l => l.Scope)
                        .ThenByDescending(l => l.From)
                        .ThenByDescending(l => l.Id)
                        .First()
                        .Value / 100m
            );
}
