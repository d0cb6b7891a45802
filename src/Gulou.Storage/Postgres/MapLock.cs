using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Gulou.Storage.Postgres;

/// <summary>Keeps the map to one transaction while scopes change by whole sets.</summary>
internal static class MapLock
{
    /// <summary>
    /// Waits for all who have read the map or a scope, and holds others off until the end of the transaction. Even
    /// readers: who has read a scope in a transaction must not write it after it has changed.
    /// </summary>
    public static async Task TakeAsync(NpgsqlConnection connection, IModel model)
    {
        // Places first: almost everyone reads one before anything else, and so nobody waits for each other in a ring.
        var tables = string.Join(", ", ((string[])["division", "grid"]).Concat(Redrawing.ScopeTables(model)));
        await using var command = new NpgsqlCommand($"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
    }
}
