using System.Globalization;
using System.Text.Json;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Model;
using Gulou.Storage.Places;
using Gulou.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Demo;

/// <summary>
/// The demo's database: marked as a demo for ever, the real map in it before the first page, one township filled behind
/// it, and a clock that may be moved.
/// </summary>
public sealed class DemoRun(TowerSettings settings)
{
    private const string Logins = "demo-logins";
    private const string Divisions = "data/divisions/qiandongnan-2023.csv";
    private const int DivisionsYear = 2023;

    private readonly DemoClock clock = new(TimeSpan.Zero);

    public Tower Tower { get; private set; } = null!;

    public DemoSite Site { get; private set; } = DemoSite.None;

    /// <summary>Opens the demo's database, or makes it, up to the first page.</summary>
    /// <exception cref="NotADemoException">The file holds a real database; the demo never touches one.</exception>
    public async Task OpenAsync()
    {
        await DropHalfFilledAsync();
        Tower = Tower.Open(settings with { Clock = clock, MayMakeKeys = true }, out _);
        await Tower.Database.MigrateAsync();
        var marks = await MarksAsync();
        if (!marks.ContainsKey(Setting.Demo))
            await SetAsync(Setting.Demo, "1");
        if (marks.TryGetValue(Setting.ClockAhead, out var ahead))
            clock.Move(TimeSpan.FromSeconds(long.Parse(ahead, CultureInfo.InvariantCulture)));
        if (marks.TryGetValue(Logins, out var logins))
        {
            Site = new DemoSite(this) { Clock = clock, Logins = JsonSerializer.Deserialize<List<DemoLogin>>(logins)! };
            return;
        }
        await ImportAsync();
        Site = new DemoSite(this) { Clock = clock, Filling = new FillProgress("demo.fill-grids", 0, 1) };
    }

    /// <summary>Fills the township, if that is still to be done.</summary>
    public async Task FillAsync()
    {
        if (Site.Filling is null)
            return;
        var past = new HistoryClock();
        await using var tower = Tower.Open(settings with { Clock = past }, out _);
        var fill = new TownshipFill(tower, past, Tower.Now.Day, progress => Site.Filling = progress);
        var logins = await fill.RunAsync();
        await SetAsync(Logins, JsonSerializer.Serialize(logins));
        Site.Logins = logins;
        Site.Filling = null;
    }

    /// <summary>Moves the demo's clock forward, for ever.</summary>
    public async Task MoveClockAsync(TimeSpan by)
    {
        clock.Move(by);
        await SetAsync(Setting.ClockAhead, ((long)clock.Ahead.TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }

    private async Task ImportAsync()
    {
        using var file = File.OpenText(Tower.Shipped(Divisions));
        await Tower.MustAsync(
            Actor.System,
            new ImportDivisions
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = 0,
                Table = DivisionTable.Read(file, DivisionsYear),
            }
        );
    }

    /// <summary>A demo whose filling was cut off is made anew; anything else is left alone.</summary>
    private async Task DropHalfFilledAsync()
    {
        if (!File.Exists(settings.Db))
            return;
        await using (var database = Database.Open(settings.Db, Model.Parts))
        {
            await using var db = database.NewContext();
            if ((await db.Database.GetAppliedMigrationsAsync()).Any())
            {
                var marks = await db.Settings.Select(s => s.Name).ToListAsync();
                if (!marks.Contains(Setting.Demo) && await db.Places.AnyAsync())
                    throw new NotADemoException(database.Description);
                if (marks.Contains(Logins))
                    return;
            }
        }
        foreach (var part in new[] { "", "-wal", "-shm" })
            File.Delete(settings.Db + part);
    }

    private async Task<Dictionary<string, string>> MarksAsync()
    {
        await using var db = Tower.Read();
        return await db.Settings.ToDictionaryAsync(s => s.Name, s => s.Value);
    }

    private Task<long> SetAsync(string name, string value) =>
        Tower.MustAsync(
            Actor.System,
            new SetSetting
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = 0,
                Name = name,
                Value = value,
            }
        );
}

/// <summary>A real database was named where the demo's was meant.</summary>
public sealed class NotADemoException(string database) : Exception($"not a demo: {database}")
{
    public string Database => database;
}
