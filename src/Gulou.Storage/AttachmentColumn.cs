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
}
