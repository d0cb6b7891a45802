using System.Collections.Concurrent;
using System.Linq.Expressions;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gulou.Storage.Commands;

/// <summary>A column for writing many rows at once.</summary>
/// <param name="StoreType">Its type in this database.</param>
/// <param name="Value">What is stored of a row: a number, a text, bytes, a truth, a UUID, or null.</param>
internal sealed record BulkColumn(string Name, string StoreType, Func<object, object?> Value);

/// <summary>
/// How rows of one kind are written past the change tracker: table, columns and conversions are those of the model, so
/// that there is no second mapping.
/// </summary>
internal sealed record BulkTable(string Name, IReadOnlyList<BulkColumn> Columns)
{
    private static readonly ConcurrentDictionary<(Type Context, Type Row), BulkTable> Known = [];

    public static BulkTable Of(GulouDb db, Type row) =>
        Known.GetOrAdd((db.GetType(), row), _ => Make(db.Model.FindEntityType(row)!));

    private static BulkTable Make(IEntityType entity) =>
        new(
            entity.GetTableName()!,
            [.. entity.GetProperties().Select(p => new BulkColumn(p.GetColumnName(), p.GetColumnType(), Getter(p)))]
        );

    private static Func<object, object?> Getter(IProperty property)
    {
        var row = Expression.Parameter(typeof(object));
        var value = Expression.Property(
            Expression.Convert(row, property.DeclaringType.ClrType),
            property.PropertyInfo!
        );
        var get = Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), row).Compile();
        if ((property.GetValueConverter() ?? property.GetTypeMapping().Converter) is { } converter)
            return one => get(one) is { } known ? converter.ConvertToProvider(known) : null;
        return property.ClrType.IsEnum ? one => Convert.ToInt32(get(one), null) : get;
    }
}
