namespace Gulou.Kernel.Places;

/// <summary>
/// Reads a county's list of grids: <c>code,name</c> and perhaps <c>kind</c> (hamlet, urban, dedicated), in any order;
/// other columns are passed over. The code tells the level and what lies above. A line of a village itself (its big
/// grid, 000) says nothing that the map does not know.
/// </summary>
internal sealed class GridRows(TextReader reader)
{
    private readonly List<ReadOnlyMemory<char>> fields = [];
    private readonly HashSet<string> codes = [];
    private int code;
    private int name;
    private int kind;
    private int count;
    private int line;

    public List<DivisionRow> Rows { get; } = [];

    public List<DivisionFault> Faults { get; } = [];

    public void ReadAll()
    {
        if (!ReadHeader())
            return;
        while (NextLine() is { } text)
            Read(text);
        FindMissingParents();
    }

    /// <summary>A code as it is written: a unit's has more digits than a spreadsheet keeps of a number.</summary>
    public static string Written(DivisionRow row) => row.Level == PlaceLevel.Unit ? "'" + row.Code : row.Code;

    /// <summary>The word for a kind in the file.</summary>
    public static string WordOf(PlaceKind kind) =>
        kind switch
        {
            PlaceKind.Hamlet => "hamlet",
            PlaceKind.Urban => "urban",
            PlaceKind.Dedicated => "dedicated",
            _ => "",
        };

    private static PlaceKind? KindOf(ReadOnlySpan<char> word) =>
        word switch
        {
            "" => PlaceKind.Plain,
            "hamlet" => PlaceKind.Hamlet,
            "urban" => PlaceKind.Urban,
            "dedicated" => PlaceKind.Dedicated,
            _ => null,
        };

    private bool ReadHeader()
    {
        var text = NextLine() ?? "";
        var names = CsvFields.Split(text, fields) ? fields.ConvertAll(f => f.ToString().ToUpperInvariant()) : [];
        (code, name, kind, count) = (names.IndexOf("CODE"), names.IndexOf("NAME"), names.IndexOf("KIND"), names.Count);
        if (code >= 0 && name >= 0 && names.Distinct().Count() == names.Count)
            return true;
        Fault(DivisionFaultReason.MissingColumn, text.AsMemory(0, Math.Min(text.Length, 80)));
        return false;
    }

    private string? NextLine()
    {
        while (reader.ReadLine() is { } text)
        {
            if (++line == 1)
                text = text.TrimStart('\uFEFF');
            if (!string.IsNullOrWhiteSpace(text))
                return text;
        }
        line = Math.Max(line, 1);
        return null;
    }

    private void Read(string text)
    {
        if (!CsvFields.Split(text, fields))
            Fault(DivisionFaultReason.UnclosedQuote, text.AsMemory(0, Math.Min(text.Length, 80)));
        else if (fields.Count != count)
            Fault(DivisionFaultReason.WrongColumnCount, text.AsMemory(0, Math.Min(text.Length, 80)));
        // Spreadsheets are told by a leading mark that a code is no number.
        else if (!GridCode.TryParse(fields[code].ToString().TrimStart('\''), out var grid))
            Fault(DivisionFaultReason.BadCode, fields[code]);
        else if (!codes.Add(grid.ToString()))
            Fault(DivisionFaultReason.DuplicateCode, fields[code]);
        else if (grid.Tier != GridTier.Big)
            Read(grid);
    }

    private void Read(GridCode grid)
    {
        var word = kind < 0 ? default : fields[kind];
        if (fields[name].IsEmpty)
            Fault(DivisionFaultReason.EmptyName, fields[name]);
        else if (KindOf(word.Span) is not { } read)
            Fault(DivisionFaultReason.UnknownKind, word);
        else if (read != PlaceKind.Plain && grid.Tier == GridTier.Small)
            Fault(DivisionFaultReason.KindOfOtherLevel, word);
        else
            Rows.Add(new DivisionRow(line, OfficialCode.Parse(grid.ToString()), fields[name].ToString(), read));
    }

    /// <summary>A unit's grid is listed wherever the file lists grids of its village; it has households.</summary>
    private void FindMissingParents()
    {
        var grids = Rows.Where(row => row.Level == PlaceLevel.Grid).ToDictionary(row => row.Official);
        var villages = grids.Keys.Select(key => key.Parent).ToHashSet();
        var units = Rows.Where(row => row.Level == PlaceLevel.Unit).ToList();
        var wrong = new HashSet<DivisionRow>();
        foreach (var unit in units.Where(unit => villages.Contains(unit.Official.At(PlaceLevel.Village))))
        {
            if (!grids.TryGetValue(unit.Official.Parent, out var grid))
                Fault(unit, DivisionFaultReason.MissingParent);
            else if (grid.Kind == PlaceKind.Dedicated)
                Fault(unit, DivisionFaultReason.WrongParent);
        }
        Faults.Sort((a, b) => a.Line.CompareTo(b.Line));
        Rows.RemoveAll(wrong.Contains);

        void Fault(DivisionRow row, DivisionFaultReason reason)
        {
            Faults.Add(new DivisionFault(row.Line, reason, row.Code));
            wrong.Add(row);
        }
    }

    private void Fault(DivisionFaultReason reason, ReadOnlyMemory<char> text) =>
        Faults.Add(new DivisionFault(line, reason, text.ToString()));
}
