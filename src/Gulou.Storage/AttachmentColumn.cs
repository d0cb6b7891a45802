using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gulou.Storage;

/// <summary>A column whose texts name stored files: those marked with <see cref="AttachmentAttribute"/>.</summary>
internal sealed record AttachmentColumn(string Table, string Column)
{
    /// <summary>Each named file once.</summary>
    public string Rows => $"SELECT DISTINCT {Column} FROM {Table} WHERE {Column} IS NOT NULL ORDER BY 1";

    public static IEnumerable<AttachmentColumn> AllOf(IModel model) =>
        from entity in model.GetEntityTypes()
        from property in entity.GetProperties()
        where property.PropertyInfo?.GetCustomAttribute<AttachmentAttribute>() is not null
        select new AttachmentColumn(entity.GetTableName()!, property.GetColumnName());

    /// <summary>The names of all files that rows refer to, each once.</summary>
    public static async IAsyncEnumerable<string> NamesAsync(Snapshot snapshot)
    {
        var tables = await snapshot.TablesAsync();
        var rows = AllOf(snapshot.Db.Model)
            .Where(c => tables.Contains(c.Table))
            .Select(c => $"SELECT {c.Column} AS name FROM {c.Table}")
            .ToList();
        if (rows.Count == 0)
            yield break;
        var all = string.Join(" UNION ALL ", rows);
        await foreach (
            var row in snapshot.Read($"SELECT DISTINCT name FROM ({all}) f WHERE name IS NOT NULL ORDER BY 1")
        )
            yield return row.GetString(0);
    }
}
