using Gulou.Storage.Model;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Postgres;

/// <summary>Keeps the map to one transaction while scopes change by whole sets.</summary>
internal static class MapLock
{
    /// <summary>
    /// Waits for all who have read the map or a scope, and holds others off until the end of the transaction. Even
    /// readers: who has read a scope in a transaction must not write it after it has changed.
    /// </summary>
    /// <param name="db">A context inside the transaction, used up here.</param>
    public static async Task TakeAsync(GulouDb db)
    {
        await using (db)
        {
            // Places first: almost everyone reads one before anything else, so that nobody waits in a ring.
            var tables = ((string[])["division", "grid"]).Concat(Redrawing.ScopeTables(db.Model));
            var sql = $"LOCK TABLE {string.Join(", ", tables)} IN ACCESS EXCLUSIVE MODE";
            await db.Database.ExecuteSqlRawAsync(sql);
        }
    }
}
