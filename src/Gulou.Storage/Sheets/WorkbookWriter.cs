using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Xml;

namespace Gulou.Storage.Sheets;

/// <summary>How a column of a written sheet looks.</summary>
/// <param name="Width">In characters.</param>
/// <param name="Choices">Offered in a list that drops down; none for a free cell.</param>
public sealed record WorkbookColumn(double Width, IReadOnlyList<string>? Choices = null);

/// <summary>
/// Writes an Excel workbook as a stream, sheet after sheet. A text stays one when it is edited: no digit is lost, and
/// nothing that was typed can act as a formula. Figures that are to be summed are numbers.
/// </summary>
public sealed class WorkbookWriter : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const int TextStyle = 1;
    private const int HeadStyle = 2;

    /// <summary>What Excel lets a list of choices hold inside the sheet.</summary>
    private const int LongestChoices = 255;
    private const int LastRow = 1_048_576;

    private readonly ZipArchive zip;
    private readonly List<string> names = [];
    private XmlWriter? sheet;
    private IReadOnlyList<WorkbookColumn> columns = [];
    private int row;

    public WorkbookWriter(Stream to) => zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Begins a sheet; the one before is finished.</summary>
    /// <param name="frozen">Rows at the top that stay in sight.</param>
    public void BeginSheet(string name, IReadOnlyList<WorkbookColumn> sheetColumns, int frozen = 0)
    {
        EndSheet();
        names.Add(name);
        (columns, row) = (sheetColumns, 0);
        var entry = zip.CreateEntry($"xl/worksheets/sheet{names.Count}.xml", CompressionLevel.Fastest);
        sheet = XmlWriter.Create(
            entry.Open(),
            new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = true }
        );
        sheet.WriteStartElement("worksheet", Main);
        sheet.WriteStartElement("sheetViews", Main);
        sheet.WriteStartElement("sheetView", Main);
        sheet.WriteAttributeString("workbookViewId", "0");
        if (frozen > 0)
        {
            sheet.WriteStartElement("pane", Main);
            sheet.WriteAttributeString("ySplit", Text(frozen));
            sheet.WriteAttributeString("topLeftCell", $"A{frozen + 1}");
            sheet.WriteAttributeString("activePane", "bottomLeft");
            sheet.WriteAttributeString("state", "frozen");
            sheet.WriteEndElement();
        }
        sheet.WriteEndElement();
        sheet.WriteEndElement();
        sheet.WriteStartElement("cols", Main);
        for (var i = 0; i < columns.Count; i++)
        {
            sheet.WriteStartElement("col", Main);
            sheet.WriteAttributeString("min", Text(i + 1));
            sheet.WriteAttributeString("max", Text(i + 1));
            sheet.WriteAttributeString("width", columns[i].Width.ToString(CultureInfo.InvariantCulture));
            sheet.WriteAttributeString("customWidth", "1");
            sheet.WriteAttributeString("style", Text(TextStyle));
            sheet.WriteEndElement();
        }
        sheet.WriteEndElement();
        sheet.WriteStartElement("sheetData", Main);
    }

    /// <summary>The next row, of texts; empty ones leave their cell out.</summary>
    public void Row(IEnumerable<string> cells, bool isHead = false) =>
        Cells(cells.Select(text => new SheetCell(text, false)), isHead);

    /// <summary>The next row, of texts and numbers; a number is written as the cell has it.</summary>
    public void Cells(IEnumerable<SheetCell> cells, bool isHead = false)
    {
        row++;
        sheet!.WriteStartElement("row", Main);
        sheet.WriteAttributeString("r", Text(row));
        var column = 0;
        foreach (var cell in cells)
        {
            if (cell.IsNumber)
                Number(column, cell.Text);
            else if (cell.Text.Length > 0)
                Cell(column, cell.Text, isHead ? HeadStyle : TextStyle);
            column++;
        }
        sheet.WriteEndElement();
    }

    public void Dispose()
    {
        EndSheet();
        Part("[Content_Types].xml", ContentTypes());
        Part("_rels/.rels", Rels([("rId1", "officeDocument", "xl/workbook.xml")]));
        Part("xl/workbook.xml", Book());
        List<(string, string, string)> parts =
        [
            .. names.Select((_, i) => ($"rId{i + 1}", "worksheet", $"worksheets/sheet{i + 1}.xml")),
            ($"rId{names.Count + 1}", "styles", "styles.xml"),
        ];
        Part("xl/_rels/workbook.xml.rels", Rels(parts));
        Part("xl/styles.xml", Styles);
        zip.Dispose();
    }

    private void Cell(int column, string text, int style)
    {
        sheet!.WriteStartElement("c", Main);
        sheet.WriteAttributeString("r", Workbook.ColumnName(column) + Text(row));
        sheet.WriteAttributeString("s", Text(style));
        sheet.WriteAttributeString("t", "inlineStr");
        sheet.WriteStartElement("is", Main);
        sheet.WriteStartElement("t", Main);
        sheet.WriteAttributeString("xml", "space", null, "preserve");
        sheet.WriteString(Storable(text));
        sheet.WriteEndElement();
        sheet.WriteEndElement();
        sheet.WriteEndElement();
    }

    private void Number(int column, string number)
    {
        sheet!.WriteStartElement("c", Main);
        sheet.WriteAttributeString("r", Workbook.ColumnName(column) + Text(row));
        sheet.WriteElementString("v", Main, number);
        sheet.WriteEndElement();
    }

    /// <summary>Without the control characters that XML cannot hold.</summary>
    internal static string Storable(string text) =>
        text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Where(XmlConvert.IsXmlChar));

    private void EndSheet()
    {
        if (sheet is null)
            return;
        sheet.WriteEndElement();
        var offered = columns
            .Select((column, i) => (Column: i, Choices: Joined(column.Choices)))
            .Where(pair => pair.Choices.Length > 0)
            .ToList();
        if (offered.Count > 0)
        {
            sheet.WriteStartElement("dataValidations", Main);
            sheet.WriteAttributeString("count", Text(offered.Count));
            foreach (var (column, choices) in offered)
            {
                var name = Workbook.ColumnName(column);
                sheet.WriteStartElement("dataValidation", Main);
                sheet.WriteAttributeString("type", "list");
                sheet.WriteAttributeString("allowBlank", "1");
                sheet.WriteAttributeString("sqref", $"{name}2:{name}{LastRow}");
                sheet.WriteElementString("formula1", Main, $"\"{choices}\"");
                sheet.WriteEndElement();
            }
            sheet.WriteEndElement();
        }
        sheet.WriteEndElement();
        sheet.Dispose();
        sheet = null;
    }

    /// <summary>As many choices as fit; others may be typed all the same.</summary>
    private static string Joined(IReadOnlyList<string>? choices)
    {
        var joined = "";
        foreach (var choice in choices ?? [])
        {
            var longer = joined.Length == 0 ? choice : $"{joined},{choice}";
            if (longer.Length > LongestChoices)
                break;
            joined = longer;
        }
        return joined;
    }

    private void Part(string path, string xml)
    {
        using var to = new StreamWriter(zip.CreateEntry(path).Open(), new UTF8Encoding(false));
        to.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
        to.Write(xml);
    }

    private string ContentTypes()
    {
        const string sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        var overrides = string.Concat(
            names.Select(
                (_, i) =>
                    $"<Override PartName=\"/xl/worksheets/sheet{i + 1}.xml\" ContentType=\"{sheets}.worksheet+xml\"/>"
            )
        );
        return $"<Types xmlns=\"{Package}/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{sheets}.sheet.main+xml\"/>"
            + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{sheets}.styles+xml\"/>{overrides}</Types>";
    }

    private static string Rels(IEnumerable<(string Id, string Kind, string Target)> parts) =>
        $"<Relationships xmlns=\"{Package}/relationships\">"
        + string.Concat(
            parts.Select(p => $"<Relationship Id=\"{p.Id}\" Type=\"{Relations}/{p.Kind}\" Target=\"{p.Target}\"/>")
        )
        + "</Relationships>";

    private string Book() =>
        $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>"
        + string.Concat(
            names.Select(
                (name, i) => $"<sheet name=\"{SecurityElement.Escape(name)}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"
            )
        )
        + "</sheets></workbook>";

    /// <summary>Style 1 is text (@) that stays text; style 2 the same in bold, shaded, for headings.</summary>
    private const string Styles =
        $"<styleSheet xmlns=\"{Main}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
        + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
        + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
        + "<fill><patternFill patternType=\"gray125\"/></fill>"
        + "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE7EEF4\"/></patternFill></fill></fills>"
        + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
        + "<cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
        + "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" "
        + "quotePrefix=\"1\"/>"
        + "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" "
        + "applyFont=\"1\" applyFill=\"1\"/></cellXfs></styleSheet>";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
