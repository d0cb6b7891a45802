namespace Gulou.Storage.Sheets;

/// <summary>Why a file cannot be read at all.</summary>
public enum SheetFault
{
    /// <summary>Neither a workbook (.xlsx) nor text with separated values (.csv).</summary>
    NotASheet,

    /// <summary>An old workbook (.xls) or one with a password.</summary>
    OldOrLocked,

    /// <summary>Unpacks to far more than any list holds.</summary>
    Bomb,

    /// <summary>The file is cut short or damaged.</summary>
    Damaged,
}

/// <summary>The file cannot be read.</summary>
public sealed class SheetException(SheetFault fault, Exception? inner = null) : Exception($"sheet: {fault}", inner)
{
    public SheetFault Fault => fault;
}

/// <summary>A table of rows in a file, read from top to bottom without being held in memory.</summary>
public abstract class Sheet : IDisposable
{
    /// <summary>Columns beyond these are not looked at.</summary>
    public const int MostColumns = 256;

    /// <summary>The sheets of a file, in its own order; hidden ones are left out.</summary>
    /// <param name="file">Can be sought; stays open with its sheets.</param>
    /// <exception cref="SheetException">The file cannot be read.</exception>
    public static IReadOnlyList<Sheet> Open(Stream file)
    {
        Span<byte> start = stackalloc byte[8];
        file.Position = 0;
        var length = file.ReadAtLeast(start, 8, throwOnEndOfStream: false);
        file.Position = 0;
        if (length >= 4 && start[..4].SequenceEqual("PK\u0003\u0004"u8))
            return Workbook.Open(file);
        if (length == 8 && start.SequenceEqual((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            throw new SheetException(SheetFault.OldOrLocked);
        return [new CsvSheet(file)];
    }

    /// <summary>The name on its tab; empty for text.</summary>
    public virtual string Name => "";

    /// <summary>Days are counted from 1904, as old workbooks of the Macintosh do.</summary>
    public virtual bool From1904 => false;

    /// <summary>The rows that are stored, from the top; may be asked for again.</summary>
    /// <exception cref="SheetException">The file cannot be read further.</exception>
    public abstract IEnumerable<SheetRow> Rows();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) { }
}
