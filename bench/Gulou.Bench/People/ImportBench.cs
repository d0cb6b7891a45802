using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gulou.App;
using Gulou.App.Demo;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Commands;
using Gulou.Storage.People.Import;
using Gulou.Storage.Places;
using Gulou.Storage.Settings;
using Gulou.Storage.Sheets;
using Gulou.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gulou.Bench.People;

/// <summary>
/// A list of people from the workbook to the register: read, compared, sealed, entered through the command path, while
/// another writer writes; against a bare bulk insert of the same rows, sealed ahead, into the same tables.
/// </summary>
internal static class ImportBench
{
    private const string County = "522630000000";
    private const int BareRows = 10_000;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var rows = int.Parse(Option("--rows", "1000000"), CultureInfo.InvariantCulture);
        var databases = Option("--db", "both");
        var mode = Option("--mode", "good") == "all" ? ImportMode.AllOrNothing : ImportMode.GoodRows;
        var folder = Directory.CreateTempSubdirectory("gulou-bench-import-");
        try
        {
            if (Option("--write", "") is { Length: > 0 } file)
            {
                await using var to = File.Create(file);
                await WriteListAsync(to, rows);
                return 0;
            }
            if (databases is "sqlite" or "both")
            {
                await MeasureAsync("sqlite", n => Path.Combine(folder.FullName, n + ".db"), rows, mode, folder);
            }
            if (databases is "postgres" or "both")
            {
                var binaries =
                    PostgresCluster.FindBinaries() ?? throw new InvalidOperationException("no PostgreSQL installed");
                using var cluster = PostgresCluster.Start(binaries);
                await MeasureAsync("postgres", n => NewDatabase(cluster.ConnectionString, n), rows, mode, folder);
                NpgsqlConnection.ClearAllPools();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return 0;

        string Option(string name, string otherwise) =>
            Array.IndexOf(arguments, name) is var at and >= 0 ? arguments[at + 1] : otherwise;
    }

    private static string NewDatabase(string server, string name)
    {
        using var source = NpgsqlDataSource.Create(server);
        using var command = source.CreateCommand($"CREATE DATABASE {name}");
        command.ExecuteNonQuery();
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    private static async Task MeasureAsync(
        string name,
        Func<string, string> database,
        int rows,
        ImportMode mode,
        DirectoryInfo folder
    )
    {
        var list = Path.Combine(folder.FullName, name + ".xlsx");
        await using (var to = File.Create(list))
            await WriteListAsync(to, rows);
        await using var tower = await OpenAsync(database("import"), folder);
        var import = await BringAsync(tower, list);
        using var stop = new CancellationTokenSource();
        var other = Task.Run(() => WriteMeanwhileAsync(tower, stop.Token));
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await CheckAsync(tower, import);
        var checkedAfter = clock.Elapsed.TotalSeconds;
        await ApplyAsync(tower, import, mode);
        var seconds = clock.Elapsed.TotalSeconds;
        var own = Process.GetCurrentProcess().TotalProcessorTime - processor;
        await stop.CancelAsync();
        var longest = await other;
        var memory = Process.GetCurrentProcess().PeakWorkingSet64;
        var done = (await tower.Imports.FindAsync(import.Cell, import.Id))!;
        if (done.State != ImportState.Done || done.Added != rows)
            throw new InvalidOperationException($"{done.State}, {done.Added} of {rows}");
        var bare = await BareAsync(database("bare"), folder, tower.Imports.Files.Plan(import.Id), import);
        Console.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    bench = "import",
                    database = name,
                    mode = $"{mode}",
                    rows,
                    rows_per_second = Math.Round(rows / seconds),
                    check_seconds = Math.Round(checkedAfter, 1),
                    enter_seconds = Math.Round(seconds - checkedAfter, 1),
                    processor_seconds = Math.Round(own.TotalSeconds, 1),
                    bare_rows_per_second = Math.Round(rows / bare),
                    ratio = Math.Round(bare / seconds, 2),
                    longest_wait_ms = Math.Round(longest),
                    peak_mib = memory / 1024 / 1024,
                }
            )
        );
    }

    /// <summary>The villages of a county in turn, in households of an invented list.</summary>
    private static async Task WriteListAsync(Stream to, int rows)
    {
        var words = ListWords.Load(Tower.Shipped("definitions"));
        var people = new SyntheticPeople(7, new DateOnly(2026, 3, 1));
        var villages = Villages();
        using var book = new WorkbookWriter(to);
        book.BeginSheet("list", [.. Enum.GetValues<ListField>().Select(_ => new WorkbookColumn(12))]);
        book.Row(Enum.GetValues<ListField>().Select(words.HeadingOf), isHead: true);
        for (var (household, row) = (1, 0); row < rows; household++)
        {
            foreach (var member in people.Next().Members.Take(rows - row))
            {
                row++;
                var at = villages[household * villages.Count / (rows / 3) % villages.Count];
                book.Row(Enum.GetValues<ListField>().Select(field => Value(field, member, household, at, words)));
            }
        }
        await to.FlushAsync();
    }

    private static string Value(
        ListField field,
        SyntheticPerson member,
        int household,
        string village,
        ListWords words
    ) =>
        field switch
        {
            ListField.HouseholdNumber => $"{household}",
            ListField.Name => member.Name,
            ListField.Relation => words.WordOf(member.Relation),
            ListField.CitizenId => member.CitizenId.Value,
            ListField.Sex => member.CitizenId.IsMale ? words.Male : words.Female,
            ListField.Ethnicity => member.Ethnicity,
            ListField.Phone => member.Phone?.Value ?? "",
            ListField.Village => village,
            _ => "",
        };

    private static List<string> Villages() =>
        [
            .. Table()
                .Rows.Where(r => r.Code.StartsWith("522630", StringComparison.Ordinal) && r.Level == PlaceLevel.Village)
                .Select(r => r.Name)
                .GroupBy(n => n)
                .Where(g => g.Count() == 1)
                .Select(g => g.Key),
        ];

    private static DivisionTable Table()
    {
        using var text = File.OpenText(Tower.Shipped("data/divisions/qiandongnan-2023.csv"));
        return DivisionTable.Read(text, 2023);
    }

    private static async Task<Tower> OpenAsync(string db, DirectoryInfo folder)
    {
        var settings = new TowerSettings
        {
            Db = db,
            Keys = Path.Combine(folder.FullName, "keys"),
            MayMakeKeys = true,
        };
        var tower = Tower.Open(settings, out _);
        await tower.Database.MigrateAsync();
        var divisions = new ImportDivisions
        {
            Id = ClientId.New(TimeProvider.System),
            Cell = 0,
            Table = Table(),
        };
        await tower.Commands.RunAsync(Actor.System, divisions);
        return tower;
    }

    private static async Task<PeopleImport> BringAsync(Tower tower, string list)
    {
        await using var db = tower.Read();
        var code = await db.PlaceCodes.SingleAsync(c => c.Code == County);
        var id = tower.Tools.Ids.Next();
        await using var file = File.OpenRead(list);
        var hash = await tower.Imports.Files.KeepAsync(id, file, default);
        await tower.Commands.RunAsync(
            Actor.System,
            new StartImport
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = code.Cell,
                PlaceId = code.PlaceId,
                ImportId = id,
                FileName = "list.xlsx",
                FileHash = hash ?? throw new InvalidOperationException("the list is too large"),
            }
        );
        return (await tower.Imports.FindAsync(code.Cell, id))!;
    }

    private static async Task CheckAsync(Tower tower, PeopleImport import)
    {
        var (_, key, columns) = (await tower.Imports.HeadingsAsync(import))!.Value;
        await tower.Commands.RunAsync(
            Actor.System,
            new CheckImport
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = import.Cell,
                ImportId = import.Id,
                Columns = $"{columns}",
                Headings = key,
                UpdateDetails = false,
            }
        );
        await tower.Imports.WorkAsync(import.Cell, import.Id);
    }

    private static async Task ApplyAsync(Tower tower, PeopleImport import, ImportMode mode)
    {
        await tower.Commands.RunAsync(
            Actor.System,
            new ApplyImport
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = import.Cell,
                ImportId = import.Id,
                Mode = mode,
            }
        );
        await tower.Imports.WorkAsync(import.Cell, import.Id);
    }

    /// <summary>Another writer's small commands, one after the other; the longest wait in milliseconds.</summary>
    private static async Task<double> WriteMeanwhileAsync(Tower tower, CancellationToken stop)
    {
        var longest = 0.0;
        while (!stop.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            await tower.Commands.RunAsync(
                Actor.System,
                new SetSetting
                {
                    Id = ClientId.New(TimeProvider.System),
                    Cell = 0,
                    Name = Storage.Model.Setting.ClockAhead,
                    Value = "0",
                },
                CancellationToken.None
            );
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(20, CancellationToken.None);
        }
        return longest;
    }

    /// <summary>
    /// Seconds that the plan's rows take in transactions of so many people, with no program around them.
    /// </summary>
    private static async Task<double> BareAsync(
        string db,
        DirectoryInfo folder,
        IEnumerable<PlannedHousehold> plan,
        PeopleImport import
    )
    {
        await using var tower = await OpenAsync(db, folder);
        await using var writer = tower.Database.NewWriter();
        await using var model = tower.Read();
        var seconds = 0.0;
        foreach (var lot in plan.Chunk(BareRows / 4))
        {
            var households = lot.Select(h => HouseholdOf(h, import.Cell)).ToList();
            var people = lot.SelectMany(h => h.People.Select(p => PersonOf(p, h, import.Cell))).ToList();
            var acts = households.Select(h => ActOf(h, tower.Tools.Ids.Next())).ToList();
            var founded = households.Select(h => EventOf(h, tower.Tools.Ids.Next())).ToList();
            var events = people.Select(p => EventOf(p, tower.Tools.Ids.Next())).ToList();
            var numbers = lot.SelectMany(h => h.People).Select(p => PlannedIds.IdentityOf(p, import.Cell)).ToList();
            var clock = Stopwatch.StartNew();
            await writer.BeginAsync(locking: false);
            await writer.InsertAsync(BulkTable.Of(model, typeof(Act)), acts);
            await writer.InsertAsync(BulkTable.Of(model, typeof(Household)), households);
            await writer.InsertAsync(BulkTable.Of(model, typeof(HouseholdEvent)), founded);
            await writer.InsertAsync(BulkTable.Of(model, typeof(Person)), people);
            await writer.InsertAsync(BulkTable.Of(model, typeof(PersonEvent)), events);
            await writer.InsertAsync(BulkTable.Of(model, typeof(Identity)), numbers);
            await writer.CommitAsync();
            seconds += clock.Elapsed.TotalSeconds;
        }
        return seconds;
    }

    private static Household HouseholdOf(PlannedHousehold planned, int cell) =>
        new()
        {
            Cell = cell,
            Id = planned.Id,
            PlaceId = planned.PlaceId,
            Scope = planned.Scope,
            Door = planned.Door,
            HeadId = planned.People[0].Id,
            HeadName = planned.People[0].Name,
            Members = planned.People.Count,
            CardToken = planned.CardToken,
            From = new DateOnly(2026, 3, 1),
        };

    private static Person PersonOf(PlannedPerson planned, PlannedHousehold household, int cell) =>
        new()
        {
            Cell = cell,
            Id = planned.Id,
            HouseholdId = household.Id,
            PlaceId = household.PlaceId,
            Scope = household.Scope,
            Name = planned.Name,
            Initials = planned.Initials,
            IsMale = planned.IsMale,
            Birthday = planned.Birthday,
            Ethnicity = planned.Ethnicity,
            Relation = planned.Relation,
            IdCipher = planned.IdCipher,
            IdHash = planned.IdHash,
            PhoneCipher = planned.PhoneCipher,
            PhoneHash = planned.PhoneHash,
            PhoneTail = planned.PhoneTail,
            From = new DateOnly(2026, 3, 1),
        };

    private static Act ActOf(Household household, long id) =>
        new()
        {
            Cell = household.Cell,
            Id = id,
            Kind = ActKind.Registered,
            On = household.From,
            RecordedAt = Instant.Now(TimeProvider.System),
            PlaceId = household.PlaceId,
            Scope = household.Scope,
        };

    private static HouseholdEvent EventOf(Household household, long id) =>
        new()
        {
            Cell = household.Cell,
            Id = id,
            Act = id,
            HouseholdId = household.Id,
            Kind = HouseholdEventKind.Registered,
            On = household.From,
            RecordedAt = Instant.Now(TimeProvider.System),
            Change = 1,
            PlaceId = household.PlaceId,
            Scope = household.Scope,
        };

    private static PersonEvent EventOf(Person person, long id) =>
        new()
        {
            Cell = person.Cell,
            Id = id,
            PersonId = person.Id,
            HouseholdId = person.HouseholdId,
            Kind = PersonEventKind.Registered,
            Change = 1,
            On = person.From,
            RecordedAt = Instant.Now(TimeProvider.System),
            PlaceId = person.PlaceId,
            Scope = person.Scope,
        };
}
