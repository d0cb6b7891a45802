namespace Gulou.Storage.Sheets;

/// <summary>A cell as it was stored.</summary>
/// <param name="Text">Its text, not trimmed; of a number cell the number as written in the file.</param>
/// <param name="IsNumber">A number cell: Excel keeps 15 digits of it and no more.</param>
public readonly record struct SheetCell(string Text, bool IsNumber)
{
    public static readonly SheetCell Empty = new("", false);

    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}

/// <summary>A row under its own number: the one Excel shows beside it.</summary>
public sealed record SheetRow(int Number, IReadOnlyList<SheetCell> Cells)
{
    /// <summary>The cell of a column, from 0; empty beyond the last.</summary>
    public SheetCell this[int column] => column < Cells.Count ? Cells[column] : SheetCell.Empty;

    public bool IsBlank => Cells.All(cell => cell.IsBlank);
}
