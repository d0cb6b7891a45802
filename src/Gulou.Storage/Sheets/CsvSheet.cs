using System.Text;

namespace Gulou.Storage.Sheets;

/// <summary>
/// Text with separated values (RFC 4180): UTF-8 with or without its mark, UTF-16 with it, else GB 18030, as Excel saves
/// it on Chinese machines. A row's number is that of the record, which is what Excel shows.
/// </summary>
internal sealed class CsvSheet : Sheet
{
    private const int LongestRow = 1024 * 1024;

    private readonly Stream file;

    public CsvSheet(Stream file)
    {
        this.file = file;
        Encoding = EncodingOf(file);
        file.Position = 0;
        using var text = Reader();
        var start = new char[64 * 1024];
        var length = text.ReadBlock(start);
        var head = start.AsSpan(0, length);
        if (head.Contains('\0'))
            throw new SheetException(SheetFault.NotASheet);
        var (commas, tabs, semicolons) = (head.Count(','), head.Count('\t'), head.Count(';'));
        Separator =
            tabs > commas && tabs >= semicolons ? '\t'
            : semicolons > commas ? ';'
            : ',';
    }

    public Encoding Encoding { get; }

    public char Separator { get; }

    public override IEnumerable<SheetRow> Rows()
    {
        file.Position = 0;
        using var text = Reader();
        var number = 0;
        while (ReadRecord(text) is { } fields)
            yield return new SheetRow(++number, [.. fields.Take(MostColumns).Select(Cell)]);
    }

    /// <summary>The next record's fields; null at the end.</summary>
    public List<string>? ReadRecord(TextReader text)
    {
        if (text.Peek() < 0)
            return null;
        var fields = new List<string>();
        var field = new StringBuilder();
        var (quoted, size) = (false, 0);
        while (true)
        {
            var next = text.Read();
            if (++size > LongestRow)
                throw new SheetException(SheetFault.NotASheet);
            if (quoted && next >= 0)
            {
                if (next != '"')
                    field.Append((char)next);
                else if (text.Peek() == '"')
                    field.Append((char)text.Read());
                else
                    quoted = false;
            }
            else if (next == '"' && IsStart(field))
                quoted = true;
            else if (next == Separator || next is '\n' or '\r' or < 0)
            {
                fields.Add(field.ToString());
                field.Clear();
                if (next == '\r' && text.Peek() == '\n')
                    text.Read();
                if (next != Separator)
                    return fields;
            }
            else
                field.Append((char)next);
        }
    }

    /// <summary>From the start of the file.</summary>
    public StreamReader Reader() =>
        new(file, Encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);

    /// <summary>A quote opens a field at its start, and after the = by which some programs keep digits.</summary>
    private static bool IsStart(StringBuilder field)
    {
        if (field.Length == 1 && field[0] == '=')
            field.Clear();
        return field.Length == 0;
    }

    private static SheetCell Cell(string text) => new(text.StartsWith('\'') ? text[1..] : text.TrimEnd('\t'), false);

    private static Encoding EncodingOf(Stream file)
    {
        file.Position = 0;
        Span<byte> mark = stackalloc byte[2];
        if (
            file.ReadAtLeast(mark, 2, throwOnEndOfStream: false) == 2
            && (mark[0], mark[1]) is (0xFF, 0xFE) or (0xFE, 0xFF)
        )
            return mark[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
        file.Position = 0;
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var bytes = new byte[64 * 1024];
        var chars = new char[64 * 1024 + 4];
        try
        {
            for (int read; (read = file.Read(bytes)) > 0; )
                strict.GetChars(bytes, 0, read, chars, 0, flush: false);
            return new UTF8Encoding(true);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        }
    }
}
