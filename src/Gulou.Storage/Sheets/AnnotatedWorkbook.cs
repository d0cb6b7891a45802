using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Gulou.Storage.Sheets;

/// <summary>A remark beside a row.</summary>
/// <param name="IsFault">The row's cells are coloured.</param>
public sealed record RowRemark(int Row, string Text, bool IsFault);

/// <summary>
/// A copy of someone's workbook with remarks in a new column of one sheet. Everything else stays as it is: other
/// sheets, order, formats, formulas, widths; of the rows with faults only the colour changes.
/// </summary>
internal static class AnnotatedWorkbook
{
    private const double RemarkWidth = 60;
    private const string Colour = "FFFFC7CE";

    /// <param name="from">The workbook.</param>
    /// <param name="to">Gets the copy.</param>
    /// <param name="sheetPath">Where the sheet lies in the zip.</param>
    /// <param name="column">The column of the remarks, from 0, beyond all others.</param>
    /// <param name="remarks">In the order of rows.</param>
    public static void Write(Stream from, Stream to, string sheetPath, int column, IEnumerable<RowRemark> remarks)
    {
        using var source = new ZipArchive(from, ZipArchiveMode.Read, leaveOpen: true);
        using var target = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        var styles = 0;
        if (source.GetEntry("xl/styles.xml") is { } styled)
            styles = CopyStyles(styled, target);
        foreach (var entry in source.Entries.Where(e => e.FullName != "xl/styles.xml"))
        {
            using var part = new BoundedStream(entry.Open(), entry.Length);
            using var copy = target.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
            if (entry.FullName.Equals(sheetPath, StringComparison.OrdinalIgnoreCase))
                CopySheet(part, copy, column, remarks, styles);
            else
                part.CopyTo(copy);
        }
    }

    /// <summary>Doubles the formats of cells, the second half with our colour; how many there were.</summary>
    private static int CopyStyles(ZipArchiveEntry entry, ZipArchive target)
    {
        var xml = new XmlDocument { XmlResolver = null };
        using (var part = new BoundedStream(entry.Open(), entry.Length))
        using (var reader = XmlReader.Create(part, Workbook.Plain))
            xml.Load(reader);
        var main = xml.DocumentElement!;
        var formats = Child(main, "cellXfs");
        var fills = Child(main, "fills");
        var count = 0;
        if (formats is not null && fills is not null)
        {
            var fill = fills.ChildNodes.OfType<XmlElement>().Count();
            fills.InnerXml +=
                $"<fill xmlns=\"{main.NamespaceURI}\"><patternFill patternType=\"solid\"><fgColor rgb=\"{Colour}\"/>"
                + "</patternFill></fill>";
            fills.SetAttribute("count", Text(fill + 1));
            var plain = formats.ChildNodes.OfType<XmlElement>().ToList();
            count = plain.Count;
            foreach (var format in plain)
            {
                var coloured = (XmlElement)format.Clone();
                coloured.SetAttribute("fillId", Text(fill));
                coloured.SetAttribute("applyFill", "1");
                formats.AppendChild(coloured);
            }
            formats.SetAttribute("count", Text(count * 2));
        }
        using var copy = target.CreateEntry(entry.FullName).Open();
        xml.Save(copy);
        return count;
    }

    private static XmlElement? Child(XmlElement of, string name) =>
        of.ChildNodes.OfType<XmlElement>().FirstOrDefault(e => e.LocalName == name);

    private static void CopySheet(Stream from, Stream to, int column, IEnumerable<RowRemark> remarks, int styles)
    {
        using var xml = XmlReader.Create(from, Workbook.Plain);
        using var copy = XmlWriter.Create(to, new XmlWriterSettings { CloseOutput = false });
        using var next = remarks.GetEnumerator();
        var has = next.MoveNext();
        RowRemark? here = null;
        var (row, lastColumn, hasWidths) = (0, 0, false);
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.LocalName == "dimension":
                    // Left out: it would be wrong, and need not be there.
                    break;
                case XmlNodeType.Element:
                    if (xml.LocalName == "sheetData" && !hasWidths)
                        Widths(copy, xml, column, alone: true);
                    if (xml.LocalName == "col")
                        lastColumn = Workbook.Number(xml.GetAttribute("max"), 0);
                    if (xml.LocalName == "row")
                    {
                        row = Workbook.Number(xml.GetAttribute("r"), row + 1);
                        while (has && next.Current.Row < row)
                            has = next.MoveNext();
                        here = has && next.Current.Row == row ? next.Current : null;
                    }
                    Start(copy, xml, xml.LocalName == "c" && here is { IsFault: true } && styles > 0 ? styles : 0);
                    if (xml.IsEmptyElement)
                        copy.WriteEndElement();
                    break;
                case XmlNodeType.EndElement:
                    if (xml.LocalName == "row" && here is not null)
                        Remark(copy, xml, column, here, styles);
                    if (xml.LocalName == "cols")
                    {
                        hasWidths = true;
                        if (lastColumn <= column)
                            Widths(copy, xml, column, alone: false);
                    }
                    copy.WriteEndElement();
                    break;
                case XmlNodeType.Text:
                    copy.WriteString(xml.Value);
                    break;
                case XmlNodeType.CDATA:
                    copy.WriteCData(xml.Value);
                    break;
                case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    copy.WriteWhitespace(xml.Value);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The element with its attributes; a cell's format moved by so many, a row's spans left out.</summary>
    private static void Start(XmlWriter copy, XmlReader xml, int styles)
    {
        var (isCell, isRow) = (xml.LocalName == "c", xml.LocalName == "row");
        copy.WriteStartElement(xml.Prefix, xml.LocalName, xml.NamespaceURI);
        var styled = false;
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            if (isRow && xml.LocalName == "spans")
                continue;
            var moved = isCell && xml.LocalName == "s" && styles > 0;
            styled |= moved;
            var value = moved ? Text(Workbook.Number(xml.Value, 0) + styles) : xml.Value;
            copy.WriteAttributeString(xml.Prefix, xml.LocalName, xml.NamespaceURI, value);
        }
        xml.MoveToElement();
        if (isCell && styles > 0 && !styled)
            copy.WriteAttributeString("s", Text(styles));
    }

    private static void Remark(XmlWriter copy, XmlReader xml, int column, RowRemark remark, int styles)
    {
        var (prefix, main) = (xml.Prefix, xml.NamespaceURI);
        copy.WriteStartElement(prefix, "c", main);
        copy.WriteAttributeString("r", Workbook.ColumnName(column) + Text(remark.Row));
        if (remark.IsFault && styles > 0)
            copy.WriteAttributeString("s", Text(styles));
        copy.WriteAttributeString("t", "inlineStr");
        copy.WriteStartElement(prefix, "is", main);
        copy.WriteElementString(prefix, "t", main, WorkbookWriter.Storable(remark.Text));
        copy.WriteEndElement();
        copy.WriteEndElement();
    }

    private static void Widths(XmlWriter copy, XmlReader xml, int column, bool alone)
    {
        var (prefix, main) = (xml.Prefix, xml.NamespaceURI);
        if (alone)
            copy.WriteStartElement(prefix, "cols", main);
        copy.WriteStartElement(prefix, "col", main);
        copy.WriteAttributeString("min", Text(column + 1));
        copy.WriteAttributeString("max", Text(column + 1));
        copy.WriteAttributeString("width", RemarkWidth.ToString(CultureInfo.InvariantCulture));
        copy.WriteAttributeString("customWidth", "1");
        copy.WriteEndElement();
        if (alone)
            copy.WriteEndElement();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
