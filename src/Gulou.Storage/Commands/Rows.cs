using System.Collections.Concurrent;
using Gulou.Kernel.Places;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Commands;

/// <summary>Loads one row for change. PostgreSQL locks it; SQLite has one writer and need not.</summary>
internal static class Rows
{
    private static readonly ConcurrentDictionary<Type, string> LockingSql = [];

    public static async Task<T?> LockAsync<T>(GulouDb db, int cell, long id)
        where T : class
    {
        var rows =
            db.Database.IsNpgsql() && !typeof(T).IsAssignableTo(typeof(Place))
                ? db.Set<T>().FromSqlRaw(LockingSql.GetOrAdd(typeof(T), _ => SqlFor<T>(db)), cell, id)
                : db.Set<T>().Where(row => EF.Property<int>(row, "Cell") == cell && EF.Property<long>(row, "Id") == id);
        var found = await rows.ToListAsync();
        return found.SingleOrDefault();
    }

    private static string SqlFor<T>(GulouDb db) =>
        $"SELECT * FROM {db.Model.FindEntityType(typeof(T))!.GetTableName()} "
        + "WHERE cell = {0} AND id = {1} FOR UPDATE";
}
