using System.Globalization;

namespace Gulou.Kernel.Places;

/// <summary>One good row of a division file.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Official">Its code as a key: where the file puts it, not where the map has it.</param>
/// <param name="Name">The full official name, trimmed, never empty.</param>
/// <param name="Kind">Its kind; <see cref="PlaceKind.Plain"/> where the file says nothing.</param>
public sealed record DivisionRow(int Line, PlaceKey Official, string Name, PlaceKind Kind)
{
    /// <summary>The code as published: 12 digits, of a grid 15, of a unit 17.</summary>
    public string Code => OfficialCode.Of(Official);

    /// <summary>Province to village; of a list of grids, grid or unit.</summary>
    public PlaceLevel Level => Official.Level;
}

/// <summary>
/// What is wrong with a line of a division file. Of several faults of a line the first here is named.
/// </summary>
public enum DivisionFaultReason
{
    /// <summary>The first line does not name code, name, level and parent_code, each once.</summary>
    MissingColumn = 1,

    /// <summary>A quote is opened and not closed on the line.</summary>
    UnclosedQuote = 2,

    /// <summary>More or fewer fields than the header has.</summary>
    WrongColumnCount = 3,

    /// <summary>The code is not 12 digits, or has a number below an empty level.</summary>
    BadCode = 4,

    /// <summary>The code stands on an earlier line as well.</summary>
    DuplicateCode = 5,

    /// <summary>The name is empty.</summary>
    EmptyName = 6,

    /// <summary>The level is unknown, or is not the level of the code.</summary>
    BadLevel = 7,

    /// <summary>The kind is none of street, town, township, village, community, pseudo_village or empty.</summary>
    UnknownKind = 8,

    /// <summary>The kind belongs to another level, such as a street among villages.</summary>
    KindOfOtherLevel = 9,

    /// <summary>The parent code is not the code one level up.</summary>
    WrongParent = 10,

    /// <summary>The parent has no line in the file, though the file reaches that far up.</summary>
    MissingParent = 11,
}

/// <summary>A fault of a division file.</summary>
/// <param name="Line">The line in the file, from 1, blank lines and header counted.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Text">The field, or for a whole line its beginning, as it stands.</param>
public sealed record DivisionFault(int Line, DivisionFaultReason Reason, string Text);

/// <summary>
/// A year's division file: comma-separated, with a header naming <c>code,name,level,parent_code</c> and perhaps
/// <c>kind</c> in any order. Other columns are passed over. A BOM, either line ending, blank lines, quoted fields and
/// spaces around fields are fine.
/// </summary>
public sealed class DivisionTable
{
    private readonly Lazy<HashSet<PlaceKey>> _villagesOfUnits;

    private DivisionTable(DateOnly asOf, bool hasGrids, List<DivisionRow> rows, List<DivisionFault> faults)
    {
        AsOf = asOf;
        HasGrids = hasGrids;
        Rows = rows;
        Faults = faults;
        _villagesOfUnits = new(() =>
            rows.Where(row => row.Level == PlaceLevel.Unit)
                .Select(row => row.Official.At(PlaceLevel.Village))
                .ToHashSet()
        );
    }

    /// <summary>The day on which things stood so: of a year's table 30 June.</summary>
    public DateOnly AsOf { get; }

    /// <summary>The year the file speaks of.</summary>
    public int Year => AsOf.Year;

    /// <summary>A county's list of grids and units, and not a table of divisions.</summary>
    public bool HasGrids { get; }

    /// <summary>The good rows, in the order of the file.</summary>
    public IReadOnlyList<DivisionRow> Rows { get; }

    /// <summary>What is wrong, by line; at most one fault a line.</summary>
    public IReadOnlyList<DivisionFault> Faults { get; }

    /// <summary>
    /// Whether a list of grids names units of a village, given by its code's position; else it says nothing about them.
    /// </summary>
    public bool ListsUnitsOf(PlaceKey village) => _villagesOfUnits.Value.Contains(village);

    /// <summary>Reads a whole file, in time and memory linear in its length.</summary>
    public static DivisionTable Read(TextReader reader, int year)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var run = new Reading(reader);
        run.ReadAll();
        return new DivisionTable(new DateOnly(year, 6, 30), false, run.Rows, run.Faults);
    }

    /// <summary>Reads a county's list of grids (<see cref="GridRows"/>), as things stood on a day.</summary>
    public static DivisionTable ReadGrids(TextReader reader, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var run = new GridRows(reader);
        run.ReadAll();
        return new DivisionTable(asOf, true, run.Rows, run.Faults);
    }

    /// <summary>A list of grids that stand, to be written.</summary>
    /// <param name="grids">Each with its code and kind.</param>
    /// <param name="asOf">The day on which they stood.</param>
    public static DivisionTable OfGrids(IEnumerable<(string Code, string Name, PlaceKind Kind)> grids, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(grids);
        var rows = grids.Select(g => new DivisionRow(0, OfficialCode.Parse(g.Code), g.Name, g.Kind));
        return new DivisionTable(asOf, true, [.. rows], []);
    }

    /// <summary>
    /// The smallest code that holds all rows, a village's at least; the whole map for an empty file.
    /// </summary>
    public PlaceKey Top
    {
        get
        {
            if (Rows.Count == 0)
                return PlaceKey.Everywhere;
            // What stands above the file's places is named for their sake only.
            var parents = Rows.Select(row => row.Official.Parent).ToHashSet();
            var leaves = Rows.Select(row => row.Official).Where(code => !parents.Contains(code)).ToList();
            var (low, high) = (leaves.Min(), leaves.Max());
            var depth = Math.Min(Math.Max(low.Depth - 1, 0), (int)PlaceLevel.Village);
            while (low.At(depth) != high.At(depth))
                depth--;
            return low.At(depth);
        }
    }

    /// <summary>Writes the good rows as <see cref="Read"/> takes them.</summary>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (HasGrids)
        {
            writer.Write("code,name,kind\n");
            foreach (var row in Rows)
                writer.Write($"{GridRows.Written(row)},{CsvFields.Quote(row.Name)},{GridRows.WordOf(row.Kind)}\n");
            return;
        }
        writer.Write("code,name,level,parent_code,kind\n");
        foreach (var row in Rows)
        {
            var parent = row.Official.Depth == 1 ? "" : row.Official.Parent.ToString()[..12];
            var (name, level) = (CsvFields.Quote(row.Name), LevelNames[row.Official.Depth]);
            writer.Write($"{row.Code},{name},{level},{parent},{KindName(row.Kind)}\n");
        }
    }

    private static readonly string[] LevelNames = ["", "province", "prefecture", "county", "township", "village"];

    private static string KindName(PlaceKind kind) =>
        kind switch
        {
            PlaceKind.Street => "street",
            PlaceKind.Town => "town",
            PlaceKind.Township => "township",
            PlaceKind.Village => "village",
            PlaceKind.Community => "community",
            PlaceKind.PseudoVillage => "pseudo_village",
            _ => "",
        };

    /// <summary>The state of one pass over a file.</summary>
    private sealed class Reading(TextReader reader)
    {
        private readonly List<ReadOnlyMemory<char>> _fields = [];

        /// <summary>
        /// All codes seen, those of faulty rows too, so that one bad row does not orphan its children.
        /// </summary>
        private readonly HashSet<PlaceKey> _codes = [];
        private Columns _columns;
        private int _line;

        public List<DivisionRow> Rows { get; } = [];

        public List<DivisionFault> Faults { get; } = [];

        public void ReadAll()
        {
            if (!ReadHeader())
                return;
            while (NextLine() is { } text)
                ReadRow(text);
            FindMissingParents();
        }

        private bool ReadHeader()
        {
            var text = NextLine() ?? "";
            if (CsvFields.Split(text, _fields) && Columns.TryFind(_fields, out _columns))
                return true;
            Fault(DivisionFaultReason.MissingColumn, Beginning(text));
            return false;
        }

        /// <summary>The next line that is not blank; null at the end.</summary>
        private string? NextLine()
        {
            while (reader.ReadLine() is { } text)
            {
                if (++_line == 1)
                    text = text.TrimStart('\uFEFF');
                if (!string.IsNullOrWhiteSpace(text))
                    return text;
            }
            _line = Math.Max(_line, 1);
            return null;
        }

        private void ReadRow(string text)
        {
            if (!CsvFields.Split(text, _fields))
                Fault(DivisionFaultReason.UnclosedQuote, Beginning(text));
            else if (_fields.Count != _columns.Count)
                Fault(DivisionFaultReason.WrongColumnCount, Beginning(text));
            else if (!TryCode(_fields[_columns.Code].Span, out var official))
                Fault(DivisionFaultReason.BadCode, _fields[_columns.Code]);
            else if (!_codes.Add(official))
                Fault(DivisionFaultReason.DuplicateCode, _fields[_columns.Code]);
            else
                ReadRow(official);
        }

        private void ReadRow(PlaceKey official)
        {
            var (name, level, parent) = (_fields[_columns.Name], _fields[_columns.Level], _fields[_columns.Parent]);
            var kindText = _columns.Kind < 0 ? default : _fields[_columns.Kind];
            if (name.IsEmpty)
                Fault(DivisionFaultReason.EmptyName, name);
            else if (LevelOf(level.Span) != (int)official.Level)
                Fault(DivisionFaultReason.BadLevel, level);
            else if (!TryKind(kindText.Span, out var kind, out var kindLevel))
                Fault(DivisionFaultReason.UnknownKind, kindText);
            else if (kind != PlaceKind.Plain && kindLevel != official.Level)
                Fault(DivisionFaultReason.KindOfOtherLevel, kindText);
            else if (!parent.IsEmpty && !(TryCode(parent.Span, out var above) && above == official.Parent))
                Fault(DivisionFaultReason.WrongParent, parent);
            else
                Rows.Add(new DivisionRow(_line, official, name.ToString(), kind));
        }

        private void FindMissingParents()
        {
            if (_codes.Count == 0)
                return;
            var top = _codes.Min(code => code.Depth);
            var orphans = Rows.FindAll(row => row.Official.Depth > top && !_codes.Contains(row.Official.Parent));
            if (orphans.Count == 0)
                return;
            Faults.AddRange(
                orphans.Select(row => new DivisionFault(row.Line, DivisionFaultReason.MissingParent, row.Code))
            );
            Faults.Sort((a, b) => a.Line.CompareTo(b.Line));
            Rows.RemoveAll(orphans.ToHashSet().Contains);
        }

        private void Fault(DivisionFaultReason reason, ReadOnlyMemory<char> text) =>
            Faults.Add(new DivisionFault(_line, reason, text.ToString()));

        private static ReadOnlyMemory<char> Beginning(string text) => text.AsMemory(0, Math.Min(text.Length, 80));
    }

    /// <summary>Which field holds what; <c>Kind</c> is -1 where there is none.</summary>
    private readonly record struct Columns(int Count, int Code, int Name, int Level, int Parent, int Kind)
    {
        public static bool TryFind(List<ReadOnlyMemory<char>> header, out Columns columns)
        {
            var names = header.ConvertAll(field => field.ToString().ToUpperInvariant());
            columns = new Columns(
                names.Count,
                names.IndexOf("CODE"),
                names.IndexOf("NAME"),
                names.IndexOf("LEVEL"),
                names.IndexOf("PARENT_CODE"),
                names.IndexOf("KIND")
            );
            return columns is { Code: >= 0, Name: >= 0, Level: >= 0, Parent: >= 0 }
                && names.Count == names.Distinct().Count();
        }
    }

    private static bool TryCode(ReadOnlySpan<char> text, out PlaceKey key)
    {
        key = default;
        if (text.Length != 12 || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return false;
        key = new PlaceKey(code * 1_000_000);
        return code != 0 && key.IsValid;
    }

    private static int LevelOf(ReadOnlySpan<char> text)
    {
        for (var level = 1; level < LevelNames.Length; level++)
        {
            if (text.SequenceEqual(LevelNames[level]))
                return level;
        }
        return 0;
    }

    private static bool TryKind(ReadOnlySpan<char> text, out PlaceKind kind, out PlaceLevel level)
    {
        (kind, level) = text switch
        {
            "" => (PlaceKind.Plain, default),
            "street" => (PlaceKind.Street, PlaceLevel.Township),
            "town" => (PlaceKind.Town, PlaceLevel.Township),
            "township" => (PlaceKind.Township, PlaceLevel.Township),
            "village" => (PlaceKind.Village, PlaceLevel.Village),
            "community" => (PlaceKind.Community, PlaceLevel.Village),
            "pseudo_village" => (PlaceKind.PseudoVillage, PlaceLevel.Village),
            _ => ((PlaceKind)(-1), default),
        };
        return kind >= 0;
    }
}
