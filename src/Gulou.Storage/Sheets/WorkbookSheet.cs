using System.Xml;

namespace Gulou.Storage.Sheets;

/// <summary>One sheet of a workbook, read row by row.</summary>
internal sealed class WorkbookSheet(Workbook book, string name, string path) : Sheet
{
    public override string Name => name;

    public override bool From1904 => book.From1904;

    /// <summary>Where it lies in the zip.</summary>
    public string Path => path;

    public override IEnumerable<SheetRow> Rows()
    {
        using var xml = XmlReader.Create(book.OpenPart(path), Workbook.Plain);
        var number = 0;
        while (Next(xml))
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "row" })
                continue;
            number = Workbook.Number(xml.GetAttribute("r"), number + 1);
            yield return new SheetRow(number, xml.IsEmptyElement ? [] : CellsOf(xml));
        }
    }

    private static bool Next(XmlReader xml)
    {
        try
        {
            return xml.Read();
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException)
        {
            throw new SheetException(SheetFault.Damaged, broken);
        }
    }

    private List<SheetCell> CellsOf(XmlReader xml)
    {
        try
        {
            return Cells(xml);
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException)
        {
            throw new SheetException(SheetFault.Damaged, broken);
        }
    }

    private List<SheetCell> Cells(XmlReader xml)
    {
        var cells = new List<SheetCell>();
        var depth = xml.Depth;
        var next = 0;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                continue;
            var column = Workbook.ColumnOf(xml.GetAttribute("r")) is var stated and >= 0 ? stated : next;
            next = column + 1;
            var cell = Cell(xml);
            if (column >= MostColumns || cell.Text.Length == 0)
                continue;
            while (cells.Count <= column)
                cells.Add(SheetCell.Empty);
            cells[column] = cell;
        }
        return cells;
    }

    private SheetCell Cell(XmlReader xml)
    {
        var type = xml.GetAttribute("t");
        if (xml.IsEmptyElement)
            return SheetCell.Empty;
        var depth = xml.Depth;
        var text = "";
        while (xml.Read() && xml.Depth > depth)
        {
            // The formula (f) is passed over: its last value stands beside it.
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v" or "is" })
                text = Workbook.TextOf(xml);
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "f" })
                _ = Workbook.TextOf(xml);
        }
        return type switch
        {
            "s" => new SheetCell(Shared(text), false),
            "str" or "inlineStr" or "d" or "b" or "e" => new SheetCell(text, false),
            _ => new SheetCell(text, true),
        };
    }

    private string Shared(string index) =>
        Workbook.Number(index, -1) is var i and >= 0 && i < book.Texts.Length
            ? book.Texts[i]
            : throw new SheetException(SheetFault.Damaged);
}
