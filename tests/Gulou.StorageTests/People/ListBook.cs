using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Gulou.StorageTests.People;

/// <summary>
/// Makes workbooks as offices make them: numbers typed as numbers, merged cells, more sheets than one.
/// </summary>
internal static class ListBook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <param name="rows">By row; null leaves it out. A text is a text, a number a number, null no cell.</param>
    /// <param name="merged">Such as A1:E1.</param>
    public static MemoryStream Make(IEnumerable<object?[]?> rows, params string[] merged)
    {
        var sheet = new StringBuilder(
            $"<worksheet xmlns=\"{Main}\"><cols><col min=\"1\" max=\"3\" width=\"20\"/></cols>"
        );
        sheet.Append("<sheetData>");
        var number = 0;
        foreach (var row in rows)
        {
            number++;
            if (row is null)
                continue;
            sheet.Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\">");
            for (var i = 0; i < row.Length; i++)
                sheet.Append(Cell($"{(char)('A' + i)}{number}", row[i]));
            sheet.Append("</row>");
        }
        sheet.Append("</sheetData>");
        if (merged.Length > 0)
            sheet
                .Append("<mergeCells>")
                .AppendJoin("", merged.Select(m => $"<mergeCell ref=\"{m}\"/>"))
                .Append("</mergeCells>");
        return Zip(sheet.Append("</worksheet>").ToString());
    }

    private static string Cell(string at, object? value) =>
        value switch
        {
            null => "",
            string text => $"<c r=\"{at}\" s=\"1\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>",
            _ => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{at}\"><v>{value}</v></c>"),
        };

    private static MemoryStream Zip(string sheet)
    {
        const string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string package = "http://schemas.openxmlformats.org/package/2006/relationships";
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(
                "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{relations}\"><sheets>"
                    + "<sheet name=\"名单\" sheetId=\"1\" r:id=\"a\"/>"
                    + "<sheet name=\"别的\" sheetId=\"2\" r:id=\"b\"/></sheets></workbook>"
            );
            Part(
                "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns=\"{package}\"><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/>"
                    + "<Relationship Id=\"b\" Target=\"worksheets/sheet2.xml\"/></Relationships>"
            );
            Part(
                "xl/styles.xml",
                $"<styleSheet xmlns=\"{Main}\"><fills count=\"1\"><fill>"
                    + "<patternFill patternType=\"none\"/></fill></fills>"
                    + "<cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"49\"/></cellXfs></styleSheet>"
            );
            Part("xl/worksheets/sheet1.xml", sheet);
            Part("xl/worksheets/sheet2.xml", $"<worksheet xmlns=\"{Main}\"><sheetData/></worksheet>");

            void Part(string name, string xml)
            {
                using var part = new StreamWriter(zip.CreateEntry(name).Open());
                part.Write(xml);
            }
        }
        file.Position = 0;
        return file;
    }
}
