using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Commands;
using Gulou.Storage.Definitions;
using Gulou.Storage.Keys;
using Gulou.Storage.Places;
using Gulou.Testing;

namespace Gulou.Bench.Places;

/// <summary>
/// A year's table onto an empty map, the next year's beside it, and that one applied, in seconds; beside them a bare
/// bulk insert of the first table's rows.
/// </summary>
internal static class PlacesBench
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var rows = int.Parse(Option("--rows", "19572"), CultureInfo.InvariantCulture);
        var databases = Option("--db", "both");
        if (databases is "sqlite" or "both")
        {
            var folder = Directory.CreateTempSubdirectory("gulou-bench-");
            try
            {
                await MeasureAsync("sqlite", rows, name => Path.Combine(folder.FullName, name + ".db"));
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
        if (databases is "postgres" or "both")
        {
            var binaries = PostgresCluster.FindBinaries() ?? throw new InvalidOperationException("no PostgreSQL");
            using var cluster = PostgresCluster.Start(binaries);
            await MeasureAsync(
                "postgres",
                rows,
                name =>
                    cluster.ConnectionString.Replace("Database=postgres", "Database=" + name, StringComparison.Ordinal)
            );
        }
        return 0;

        string Option(string name, string otherwise) =>
            Array.IndexOf(arguments, name) is var at and >= 0 ? arguments[at + 1] : otherwise;
    }

    private static async Task MeasureAsync(string name, int rows, Func<string, string> place)
    {
        var (first, second) = (Table(rows, 2023), Table(rows, 2024));
        await using var database = Database.Open(place("through"), App.Model.Parts);
        await database.MigrateAsync();
        await using var path = new CommandPath(database, Tools());
        var reader = new PlaceReader(database);
        var onEmpty = await TimeAsync(() => ImportAsync(path, first));
        var compare = await TimeAsync(() => reader.CompareAsync(second));
        var next = await TimeAsync(() => ImportAsync(path, second));
        await using var bare = Database.Open(place("bare"), App.Model.Parts);
        await bare.MigrateAsync();
        var insert = await BareAsync(bare, first);
        Console.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    bench = "places",
                    database = name,
                    rows = first.Rows.Count,
                    first_year_seconds = Math.Round(onEmpty, 2),
                    compare_seconds = Math.Round(compare, 2),
                    next_year_seconds = Math.Round(next, 2),
                    bare_insert_seconds = Math.Round(insert, 2),
                    peak_mb = Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000,
                }
            )
        );
    }

    private static async Task ImportAsync(CommandPath path, DivisionTable table)
    {
        var answer = await path.RunAsync(
            Actor.System,
            new ImportDivisions
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = 0,
                Table = table,
            }
        );
        if (!answer.IsDone)
            throw new InvalidOperationException($"{answer.Outcome}");
    }

    /// <summary>
    /// The same rows of places and codes, through the database's own bulk way and no program around it.
    /// </summary>
    private static async Task<double> BareAsync(Database database, DivisionTable table)
    {
        var places = new List<object>(table.Rows.Count);
        var codes = new List<object>(table.Rows.Count);
        foreach (var row in table.Rows)
        {
            var id = places.Count + 1L;
            places.Add(
                new Division
                {
                    Cell = 1,
                    Id = id,
                    Key = row.Official,
                    Name = row.Name,
                    ShortName = row.Name,
                    From = table.AsOf,
                    Since = table.AsOf,
                }
            );
            codes.Add(
                new PlaceCode
                {
                    Cell = 1,
                    Id = id,
                    PlaceId = id,
                    Scheme = CodeScheme.Statistics,
                    Code = row.Code,
                    From = table.AsOf,
                }
            );
        }
        await using var writer = database.NewWriter();
        return await TimeAsync(async () =>
        {
            await writer.BeginAsync(locking: false);
            await using var db = writer.NewContext();
            await writer.InsertAsync(BulkTable.Of(db, typeof(Division)), places);
            await writer.InsertAsync(BulkTable.Of(db, typeof(PlaceCode)), codes);
            await writer.CommitAsync();
        });
    }

    /// <summary>
    /// A made-up country: each year one village in a hundred has another name, one in five hundred another code, one in
    /// a thousand is gone and one in a thousand new.
    /// </summary>
    private static DivisionTable Table(int rows, int year)
    {
        var text = new StringBuilder("code,name,level,parent_code,kind\n");
        var left = rows;
        for (var province = 11; left > 0; province++)
        for (var prefecture = Line($"{province}", "", "province"); prefecture <= 15 && left > 0; prefecture++)
        for (
            var county = Line($"{province}{prefecture:D2}", $"{province}", "prefecture");
            county <= 9 && left > 0;
            county++
        )
        for (
            var town = Line($"{province}{prefecture:D2}{county:D2}", $"{province}{prefecture:D2}", "county");
            town <= 14 && left > 0;
            town++
        )
        {
            var code = $"{province}{prefecture:D2}{county:D2}{town + 99:D3}";
            Line(code, code[..6], "township", "town");
            for (var village = 1; village <= 16 && left > 0; village++)
                Village(code, village);
        }
        using var reader = new StringReader(text.ToString());
        return DivisionTable.Read(reader, year);

        int Line(string code, string parent, string level, string kind = "")
        {
            text.Append(CultureInfo.InvariantCulture, $"{code.PadRight(12, '0')},{Name(code)},{level},");
            text.Append(parent.Length == 0 ? "" : parent.PadRight(12, '0')).Append(',').Append(kind).Append('\n');
            left--;
            return 1;
        }

        void Village(string town, int number)
        {
            var n = left;
            var changed = year > 2023;
            if (changed && n % 1000 == 7)
            {
                left--;
                return;
            }
            var code = $"{town}{(changed && n % 500 == 3 ? number + 300 : number + 199):D3}";
            var name = Name($"{town}{number + 199}");
            if (changed && n % 100 == 1)
                name = name[..1] + "\u65b0";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{code},{name}\u6751,village,{town.PadRight(12, '0')},village\n"
            );
            left--;
        }

        static string Name(string code)
        {
            var number = long.Parse(code, CultureInfo.InvariantCulture);
            return $"{(char)(0x4E00 + (number % 9973))}{(char)(0x4E00 + (number / 7 % 9967))}";
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalSeconds;
    }

    private static Tools Tools()
    {
        var posts = new PostCatalog([]);
        return new Tools(
            new Ids(TimeProvider.System, 1),
            new Vault(new byte[32]),
            new DefinitionSet(posts, ""),
            new Access(posts),
            Pinyin.Load(TextReader.Null),
            TimeProvider.System
        );
    }
}
