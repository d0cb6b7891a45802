using Gulou.Kernel.Places;

namespace Gulou.Tests.Kernel.Places;

/// <summary>Division files for tests: the two that ship with the program, and small ones written in place.</summary>
internal static class Divisions
{
    public static DivisionTable Of(int year)
    {
        using var reader = new StreamReader(Path.Combine(Root(), "data", "divisions", $"qiandongnan-{year}.csv"));
        return DivisionTable.Read(reader, year);
    }

    /// <summary>
    /// A table of lines such as <c>522630202200 台盘村村民委员会 village</c>; level and parent follow from the code.
    /// </summary>
    public static DivisionTable Of(params string[] lines)
    {
        var rows = lines.Select(line =>
        {
            var parts = line.Split(' ');
            var code = PlaceKey.FromCode(parts[0]);
            var level = code.Level.ToString().ToLowerInvariant();
            var parent = code.Depth == 1 ? "" : code.Parent.ToString()[..12];
            return $"{parts[0]},{parts[1]},{level},{parent},{(parts.Length > 2 ? parts[2] : "")}";
        });
        var text = "code,name,level,parent_code,kind\n" + string.Join('\n', rows);
        var table = DivisionTable.Read(new StringReader(text), 2024);
        Assert.Empty(table.Faults);
        return table;
    }

    /// <summary>
    /// The map after the plain changes, as an importer makes it: keys from the allocator, told all keys of the map so
    /// far and <paramref name="gone"/>.
    /// </summary>
    public static List<KnownPlace> Apply(IReadOnlyList<KnownPlace> map, DivisionDiff diff, params PlaceKey[] gone)
    {
        var places = map.ToDictionary(place => place.Id);
        var keyOf = map.Where(p => p.Code is not null).ToDictionary(p => PlaceKey.FromCode(p.Code!), p => p.Key);
        keyOf[PlaceKey.Everywhere] = PlaceKey.Everywhere;
        var keys = new KeyAllocator(map.Select(place => place.Key).Concat(gone));
        foreach (var change in diff.Plain)
        {
            var row = change.Row!;
            if (change.Type == DivisionChangeType.SetUp)
            {
                var key = keys.Allocate(keyOf[row.Official.Parent], row.Official.Number);
                keyOf.Add(row.Official, key);
                var id = places.Count + 1L;
                places.Add(id, new KnownPlace(id, key, row.Code, row.Name, row.Kind));
                continue;
            }
            var place = places[change.Known!.Id];
            places[place.Id] = change.Type switch
            {
                DivisionChangeType.Reclassify => place with { Kind = row.Kind },
                DivisionChangeType.Coded => place with { Code = row.Code },
                _ => place with { Name = row.Name },
            };
        }
        return [.. places.Values];
    }

    public static List<KnownPlace> MapOf(DivisionTable table) => Apply([], DivisionDiff.Compare([], table));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gulou.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new FileNotFoundException("no Gulou.slnx above the tests");
        return folder;
    }
}
