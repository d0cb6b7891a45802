using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Gulou.Storage.Sheets;

/// <summary>
/// An Excel workbook (ECMA-376, .xlsx): a zip of XML parts. Its sheets are read as a stream; only the shared texts are
/// held, within a bound.
/// </summary>
internal sealed class Workbook
{
    /// <summary>No honest list packs better than this.</summary>
    private const int MostPacking = 200;
    private const long MostUnpacked = 4L * 1024 * 1024 * 1024;
    private const long SmallEnough = 32L * 1024 * 1024;
    private const int MostTextChars = 400_000_000;

    private readonly ZipArchive zip;

    private Workbook(ZipArchive zip) => this.zip = zip;

    internal string[] Texts { get; private set; } = [];

    internal bool From1904 { get; private set; }

    internal static XmlReaderSettings Plain { get; } =
        new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CloseInput = true,
        };

    public static IReadOnlyList<Sheet> Open(Stream file)
    {
        try
        {
            var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            RefuseBomb(zip, file.Length);
            var book = new Workbook(zip);
            var parts = book.ReadParts();
            if (parts.Count == 0)
                throw new SheetException(SheetFault.NotASheet);
            book.ReadTexts();
            return [.. parts.Select(part => new WorkbookSheet(book, part.Name, part.Path))];
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or FormatException)
        {
            throw new SheetException(SheetFault.Damaged, broken);
        }
    }

    /// <summary>A part, read within its stated length.</summary>
    internal Stream OpenPart(string path)
    {
        var entry = Part(path) ?? throw new SheetException(SheetFault.Damaged);
        return new BoundedStream(entry.Open(), entry.Length);
    }

    /// <summary>Where the sheets lie, by the workbook's own list; hidden ones are left out.</summary>
    internal static IReadOnlyList<(string Name, string Path)> SheetParts(ZipArchive zip)
    {
        var book = new Workbook(zip);
        return book.ReadParts();
    }

    private ZipArchiveEntry? Part(string path) =>
        zip.Entries.FirstOrDefault(e => e.FullName.Equals(path, StringComparison.OrdinalIgnoreCase));

    private static void RefuseBomb(ZipArchive zip, long packed)
    {
        var unpacked = 0L;
        foreach (var entry in zip.Entries)
        {
            unpacked += entry.Length;
            var tight = entry.Length > SmallEnough && entry.Length / Math.Max(1, entry.CompressedLength) > MostPacking;
            if (tight || unpacked > MostUnpacked || zip.Entries.Count > 10_000)
                throw new SheetException(SheetFault.Bomb);
        }
        if (unpacked > SmallEnough && unpacked / Math.Max(1, packed) > MostPacking)
            throw new SheetException(SheetFault.Bomb);
    }

    private List<(string Name, string Path)> ReadParts()
    {
        if (Part("xl/workbook.xml") is null || Part("xl/_rels/workbook.xml.rels") is null)
            throw new SheetException(SheetFault.NotASheet);
        var targets = new Dictionary<string, string>();
        using (var xml = XmlReader.Create(OpenPart("xl/_rels/workbook.xml.rels"), Plain))
        {
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" })
                    targets[xml.GetAttribute("Id") ?? ""] = xml.GetAttribute("Target") ?? "";
            }
        }
        var parts = new List<(string, string)>();
        using (var xml = XmlReader.Create(OpenPart("xl/workbook.xml"), Plain))
        {
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
                    From1904 = xml.GetAttribute("date1904") is "1" or "true";
                if (xml is not { NodeType: XmlNodeType.Element, LocalName: "sheet" })
                    continue;
                var visible = xml.GetAttribute("state") is null or "visible";
                if (visible && targets.TryGetValue(RelationOf(xml), out var target))
                    parts.Add((xml.GetAttribute("name") ?? "", PathOf(target)));
            }
        }
        return parts;
    }

    /// <summary>The attribute r:id, whichever of the two namespaces it stands in.</summary>
    private static string RelationOf(XmlReader xml)
    {
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            if (xml is not { LocalName: "id", NamespaceURI.Length: > 0 })
                continue;
            var value = xml.Value;
            xml.MoveToElement();
            return value;
        }
        xml.MoveToElement();
        return "";
    }

    private static string PathOf(string target) => target.StartsWith('/') ? target[1..] : "xl/" + target;

    private void ReadTexts()
    {
        if (Part("xl/sharedStrings.xml") is null)
            return;
        var texts = new List<string>();
        var chars = 0L;
        using var xml = XmlReader.Create(OpenPart("xl/sharedStrings.xml"), Plain);
        while (xml.Read())
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "si" })
                continue;
            var text = TextOf(xml);
            chars += text.Length + 16;
            if (chars > MostTextChars)
                throw new SheetException(SheetFault.Bomb);
            texts.Add(text);
        }
        Texts = [.. texts];
    }

    /// <summary>The text of an element with runs; what is only there to be read aloud (rPh) is left out.</summary>
    internal static string TextOf(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var depth = xml.Depth;
        var text = "";
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh" })
            {
                var aloud = xml.Depth;
                if (!xml.IsEmptyElement)
                {
                    while (xml.Read() && xml.Depth > aloud)
                    {
                        // Passed over.
                    }
                }
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                text = text.Length == 0 ? xml.Value : text + xml.Value;
        }
        return text;
    }

    /// <summary>B7 is column 1; -1 for something else.</summary>
    internal static int ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (c is < 'A' or > 'Z' || column > 20_000)
                break;
            column = (column * 26) + (c - 'A' + 1);
        }
        return column - 1;
    }

    /// <summary>0 is A, 26 is AA.</summary>
    internal static string ColumnName(int column)
    {
        var name = "";
        for (var n = column + 1; n > 0; n = (n - 1) / 26)
            name = (char)('A' + ((n - 1) % 26)) + name;
        return name;
    }

    internal static int Number(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
