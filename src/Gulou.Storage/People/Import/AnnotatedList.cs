using System.Globalization;
using Gulou.Storage.Sheets;

namespace Gulou.Storage.People.Import;

/// <summary>A copy of the list as it was handed in, with what was found beside each row.</summary>
public sealed class AnnotatedList(ImportFiles files, ListWords words)
{
    /// <summary>Writes the copy; a workbook stays a workbook, text stays text of the same encoding.</summary>
    /// <param name="import">Whose file is still kept.</param>
    /// <param name="heading">Of the new column.</param>
    /// <param name="say">A finding as a sentence.</param>
    /// <param name="to">Gets the copy.</param>
    public void Write(PeopleImport import, string heading, Func<Finding, string> say, Stream to)
    {
        using var file = files.OpenList(import.Id);
        var found = ListHeadings.Find(Sheet.Open(file), words) ?? throw new SheetException(SheetFault.Damaged);
        var remarks = Remarks(import, say).Prepend(new RowRemark(found.Headings.Row, heading, false));
        if (found.Sheet is WorkbookSheet sheet)
        {
            var column = Math.Max(found.Headings.Titles.Count, sheet.Rows().Max(row => row.Cells.Count));
            AnnotatedWorkbook.Write(file, to, sheet.Path, column, remarks);
        }
        else
            WriteText((CsvSheet)found.Sheet, remarks, to);
    }

    /// <summary>One remark a row, in their order, with those who were registered meanwhile.</summary>
    private IEnumerable<RowRemark> Remarks(PeopleImport import, Func<Finding, string> say)
    {
        var late = import
            .Late.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(row => new Finding(int.Parse(row, CultureInfo.InvariantCulture), null, FindingKind.TakenMeanwhile));
        return InOrder(files.Findings(import.Id), late.OrderBy(finding => finding.Row))
            .GroupAdjacent()
            .Select(row => new RowRemark(row[0].Row, string.Join("；", row.Select(say)), row.Exists(f => f.IsFault)));
    }

    private static IEnumerable<Finding> InOrder(IEnumerable<Finding> all, IEnumerable<Finding> few)
    {
        var rest = new Queue<Finding>(few);
        foreach (var finding in all)
        {
            while (rest.Count > 0 && rest.Peek().Row < finding.Row)
                yield return rest.Dequeue();
            yield return finding;
        }
        while (rest.Count > 0)
            yield return rest.Dequeue();
    }

    private static void WriteText(CsvSheet sheet, IEnumerable<RowRemark> remarks, Stream to)
    {
        using var text = sheet.Reader();
        text.BaseStream.Position = 0;
        using var copy = new StreamWriter(to, sheet.Encoding, leaveOpen: true) { NewLine = "\r\n" };
        using var next = remarks.GetEnumerator();
        var has = next.MoveNext();
        for (var row = 1; sheet.ReadRecord(text) is { } fields; row++)
        {
            while (has && next.Current.Row < row)
                has = next.MoveNext();
            var remark = has && next.Current.Row == row ? next.Current.Text : "";
            copy.WriteLine(
                string.Join(sheet.Separator, fields.Append(remark).Select(field => Quoted(field, sheet.Separator)))
            );
        }
    }

    private static string Quoted(string field, char separator) =>
        field.AsSpan().IndexOfAny(separator, '"', '\n') >= 0 || field.Contains('\r', StringComparison.Ordinal)
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : field;
}

internal static class FindingRows
{
    /// <summary>The findings of each row together; they come in the order of rows.</summary>
    public static IEnumerable<List<Finding>> GroupAdjacent(this IEnumerable<Finding> findings)
    {
        var row = new List<Finding>();
        foreach (var finding in findings)
        {
            if (row.Count > 0 && row[0].Row != finding.Row)
            {
                yield return row;
                row = [];
            }
            row.Add(finding);
        }
        if (row.Count > 0)
            yield return row;
    }
}
