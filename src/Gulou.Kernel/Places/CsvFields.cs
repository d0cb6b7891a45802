namespace Gulou.Kernel.Places;

/// <summary>Cuts one line of comma-separated text into trimmed fields, without copying them.</summary>
public static class CsvFields
{
    /// <summary>Replaces <paramref name="fields"/> by the line's fields; false if a quote is not closed.</summary>
    public static bool Split(string line, List<ReadOnlyMemory<char>> fields)
    {
        fields.Clear();
        var start = 0;
        while (true)
        {
            var end = FieldEnd(line, start);
            if (end < 0)
                return false;
            fields.Add(Unquote(line.AsMemory(start, end - start).Trim()));
            if (end == line.Length)
                return true;
            start = end + 1;
        }
    }

    /// <summary>
    /// A field as it is written: quoted where it must be, and never read as a formula by a spreadsheet.
    /// </summary>
    public static string Quote(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var text = field.Length > 0 && field[0] is ('=' or '+' or '-' or '@') ? "'" + field : field;
        return text.AsSpan().ContainsAny(",\"\n\r")
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }

    /// <summary>Where the field's comma stands, or the line ends; -1 inside an open quote.</summary>
    private static int FieldEnd(string line, int start)
    {
        var first = start;
        while (first < line.Length && line[first] != ',' && char.IsWhiteSpace(line[first]))
            first++;
        var quoted = first < line.Length && line[first] == '"';
        var inside = quoted;
        for (var i = quoted ? first + 1 : start; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted)
                inside = !inside;
            else if (line[i] == ',' && !inside)
                return i;
        }
        return inside ? -1 : line.Length;
    }

    private static ReadOnlyMemory<char> Unquote(ReadOnlyMemory<char> field)
    {
        if (field.Length < 2 || field.Span[0] != '"' || field.Span[^1] != '"')
            return field;
        var content = field[1..^1];
        return content.Span.Contains('"')
            ? content.ToString().Replace("\"\"", "\"", StringComparison.Ordinal).AsMemory().Trim()
            : content.Trim();
    }
}
