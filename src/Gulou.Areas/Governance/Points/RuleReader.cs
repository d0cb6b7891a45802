using Gulou.Kernel.Places;
using Gulou.Storage;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance.Points;

/// <summary>Reads what villages adopted.</summary>
public sealed class RuleReader(Database database)
{
    /// <summary>A village's rules, past ones included, by code.</summary>
    public async Task<IReadOnlyList<PointsRule>> OfVillageAsync(
        PlaceKey village,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await new RulesAt(village).On(db).ToListAsync(cancellation);
    }

    /// <summary>The villages in these places, in map order.</summary>
    public async Task<IReadOnlyList<Division>> VillagesAsync(
        IReadOnlyList<PlaceRange> scopes,
        CancellationToken cancellation = default
    )
    {
        // A post below the village still belongs to it.
        var villages = scopes
            .Where(s => new PlaceKey(s.Low).Depth > (int)PlaceLevel.Village)
            .Select(s => new PlaceKey(s.Low).At(PlaceLevel.Village))
            .ToList();
        await using var db = database.NewContext();
        var found = await db
            .Divisions.Where(d => d.To == null)
            .Within([.. scopes, .. villages.Select(v => new PlaceRange(v.Value, v.Value + 1))], d => d.Key)
            .OrderBy(d => d.Key)
            .ToListAsync(cancellation);
        return [.. found.Where(d => d.Level == PlaceLevel.Village)];
    }
}
