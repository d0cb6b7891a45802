using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People.Import;

/// <summary>Reads what became of lists that were brought.</summary>
public sealed class ImportReader(Database database)
{
    /// <summary>Imports within the scopes, the latest first, before an id.</summary>
    public async Task<IReadOnlyList<PeopleImport>> ListAsync(
        IReadOnlyList<PlaceRange> scopes,
        long before,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await db.Set<PeopleImport>()
            .Within(scopes, i => i.Scope)
            .Where(i => i.Id < before)
            .OrderByDescending(i => i.Id)
            .Take(take)
            .ToListAsync(cancellation);
    }

    /// <summary>Imports that were brought up to a time and are not over.</summary>
    public async Task<IReadOnlyList<PeopleImport>> OpenAsync(
        Instant upTo,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await db.Set<PeopleImport>()
            .Where(i => i.State < ImportState.Done && i.BroughtAt <= upTo)
            .OrderBy(i => i.Id)
            .Take(take)
            .ToListAsync(cancellation);
    }

    /// <summary>Which of these households are registered now.</summary>
    public async Task<IReadOnlySet<long>> StandingAsync(
        int cell,
        IReadOnlyList<long> households,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await db
            .Households.Where(h => h.Cell == cell && households.Contains(h.Id) && h.To == null)
            .Select(h => h.Id)
            .ToHashSetAsync(cancellation);
    }

    /// <summary>The imports with these ids.</summary>
    public async Task<IReadOnlyList<PeopleImport>> FindAsync(
        IReadOnlyList<long> ids,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await db.Set<PeopleImport>().Where(i => ids.Contains(i.Id)).ToListAsync(cancellation);
    }
}
