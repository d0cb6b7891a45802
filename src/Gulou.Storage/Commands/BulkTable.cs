using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gulou.Storage.Commands;

/// <summary>A table of the model for writing many rows at once, with the model's own names and conversions.</summary>
internal sealed class BulkTable
{
    private BulkTable(string name, IReadOnlyList<BulkColumn> columns) => (Name, Columns) = (name, columns);

    public string Name { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>All columns in their order; quoted, since some are words of SQL.</summary>
    public string ColumnList => string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));

    public static BulkTable Of(GulouDb db, Type type)
    {
        var entity = db.Model.FindEntityType(type) ?? throw new InvalidOperationException($"no table of {type.Name}");
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        return new BulkTable(table.Name, [.. entity.GetProperties().Select(p => new BulkColumn(p, table))]);
    }
}

/// <summary>One column: how it is called, and what of a row goes into it.</summary>
internal sealed class BulkColumn(IProperty property, StoreObjectIdentifier table)
{
    private readonly IClrPropertyGetter getter = property.GetGetter();
    private readonly Func<object?, object?>? convert = property.GetRelationalTypeMapping().Converter?.ConvertToProvider;

    public string Name { get; } = property.GetColumnName(table)!;

    public string StoreType { get; } = property.GetRelationalTypeMapping().StoreType;

    /// <summary>The value as the database keeps it; null for none.</summary>
    public object? ValueOf(object row) =>
        getter.GetClrValue(row) is not { } value ? null : convert?.Invoke(value) ?? value;
}
