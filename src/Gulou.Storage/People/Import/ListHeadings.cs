using System.Globalization;
using Gulou.Storage.Sheets;

namespace Gulou.Storage.People.Import;

/// <summary>Which column holds what.</summary>
public sealed record ListColumns(IReadOnlyDictionary<ListField, int> Of)
{
    public bool Has(ListField field) => Of.ContainsKey(field);

    /// <summary>Enough to know people by: names, and how they stand to a head.</summary>
    public bool IsEnough => Has(ListField.Name) && Has(ListField.Relation);

    /// <summary>Such as <c>Name=2;Relation=3</c>.</summary>
    public override string ToString() =>
        string.Join(';', Of.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>Reads what <see cref="ToString"/> gave; parts it does not know are left out.</summary>
    public static ListColumns Parse(string text)
    {
        var columns = new Dictionary<ListField, int>();
        foreach (var part in text.Split(';'))
        {
            if (
                part.Split('=') is [var name, var number]
                && Enum.TryParse<ListField>(name, out var field)
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var column)
                && column < Sheet.MostColumns
            )
                columns[field] = column;
        }
        return new ListColumns(columns);
    }
}

/// <summary>The headings of a list: found under titles, in one row or in two that were merged.</summary>
/// <param name="Row">The last row of the headings; people follow.</param>
/// <param name="Titles">Each column's heading as it stands there; empty for none.</param>
/// <param name="Suggested">What the words say the columns hold.</param>
public sealed record ListHeadings(int Row, IReadOnlyList<string> Titles, ListColumns Suggested)
{
    /// <summary>Headings stand among a sheet's first rows.</summary>
    private const int Within = 40;

    /// <summary>The first sheet with headings, and they; null when none has a name and one more.</summary>
    public static (Sheet Sheet, ListHeadings Headings)? Find(IReadOnlyList<Sheet> sheets, ListWords words)
    {
        foreach (var sheet in sheets)
        {
            if (Find(sheet, words) is { } headings)
                return (sheet, headings);
        }
        return null;
    }

    private static ListHeadings? Find(Sheet sheet, ListWords words)
    {
        ListHeadings? best = null;
        SheetRow? above = null;
        foreach (var row in sheet.Rows().Where(row => !row.IsBlank).Take(Within))
        {
            var own = Of(row, TitlesOf(row), words);
            // A heading merged down from the row above stands empty here.
            var joined = above is null || above.Number != row.Number - 1 ? own : Of(row, TitlesOf(row, above), words);
            var found = own.Suggested.Of.Count > 0 && joined.Suggested.Of.Count > own.Suggested.Of.Count ? joined : own;
            if (found.Suggested.Has(ListField.Name) && found.Suggested.Of.Count > (best?.Suggested.Of.Count ?? 1))
                best = found;
            above = row;
        }
        return best;
    }

    private static ListHeadings Of(SheetRow row, List<string> titles, ListWords words)
    {
        var columns = new Dictionary<ListField, int>();
        for (var column = 0; column < titles.Count; column++)
        {
            if (words.TryHeading(titles[column], out var field))
                columns.TryAdd(field, column);
        }
        return new ListHeadings(row.Number, titles, new ListColumns(columns));
    }

    private static List<string> TitlesOf(SheetRow row, SheetRow? above = null) =>
        [
            .. Enumerable
                .Range(0, Math.Max(row.Cells.Count, above?.Cells.Count ?? 0))
                .Select(i => row[i].IsBlank && above is not null ? above[i].Text.Trim() : row[i].Text.Trim()),
        ];
}
