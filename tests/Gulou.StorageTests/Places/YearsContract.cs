using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Storage.Ledger;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.Places;

/// <summary>
/// Ten years of tables in a row, all questions answered by someone who knows: the map follows, and no closed year's
/// figures change.
/// </summary>
public abstract class YearsContract : IAsyncLifetime
{
    private const int First = 2027;
    private const int Years = 10;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly Dictionary<long, TruePlace> known = [];
    private readonly HashSet<PlaceKey> keysOfGone = [];

    private Registers House { get; set; } = null!;

    private PlacePastReader Past => new(House.Database);

    public async ValueTask InitializeAsync() => House = await NewHouse();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await House.DisposeAsync();
    }

    protected abstract Task<Registers> NewHouse();

    protected abstract IReadOnlyList<int> Seeds { get; }

    [Fact]
    public async Task Ten_years_of_tables_run()
    {
        foreach (var seed in Seeds)
        {
            await DisposeAsync();
            await InitializeAsync();
            known.Clear();
            keysOfGone.Clear();
            await RunAsync(seed);
        }
    }

    private async Task RunAsync(int seed)
    {
        var truth = new TrueMap(Registers.Divisions(2023), seed, "522630", "522634");
        await ImportAsync(truth, First);
        await SettleAsync(truth, seed);
        var snapshots = new List<(DateOnly Day, List<PlaceThen> Map, Dictionary<long, int> Figures)>();
        for (var year = First + 1; year <= First + Years; year++)
        {
            await PostAsync(seed, year);
            var day = new DateOnly(year - 1, 12, 31);
            snapshots.Add((day, [.. await MapAsync(day)], await FiguresAsync(day)));
            truth.Pass(year);
            await ImportAsync(truth, year);
            await CheckAsync(truth, year);
        }
        foreach (var (day, map, figures) in snapshots)
        {
            Assert.Equal(map, await MapAsync(day));
            Assert.Equal(figures.OrderBy(f => f.Key), (await FiguresAsync(day)).OrderBy(f => f.Key));
            InsideTheirParents(map.Select(p => p.Key));
        }
        Assert.Contains(snapshots, s => s.Figures.Count > 0);
        Assert.NotEmpty(keysOfGone);
    }

    /// <summary>Households in the grids of some villages of both counties, so that they move with them.</summary>
    private async Task SettleAsync(TrueMap truth, int seed)
    {
        var random = new Random(seed);
        var villages = truth
            .Listed.Where(p => p.Level == PlaceLevel.Village)
            .OrderBy(_ => random.Next())
            .Take(40)
            .ToList();
        await using var db = House.Database.NewContext();
        foreach (var village in villages)
        {
            truth.Inhabited.Add(village);
            var place = await db.Divisions.SingleAsync(d => d.Id == IdOf(village), Cancel);
            var answer = await House.Run(House.Grid(place, "上寨", PlaceKind.Hamlet));
            Assert.True(answer.IsDone);
            await House.Make(
                new RegisterHouseholds
                {
                    Id = House.NewId(),
                    Cell = place.Cell,
                    PlaceId = place.Id,
                    Households =
                    [
                        new NewHousehold
                        {
                            PlaceId = answer.Subject,
                            Door = "1",
                            Members = [new NewMember { Name = "杨秀英", Relation = Relation.Head }],
                        },
                        new NewHousehold
                        {
                            PlaceId = place.Id,
                            Door = "2",
                            Members = [new NewMember { Name = "龙老二", Relation = Relation.Head }],
                        },
                    ],
                }
            );
        }
    }

    /// <summary>Imports a year's table until nothing is open.</summary>
    private async Task ImportAsync(TrueMap truth, int year)
    {
        House.Clock.SetUtcNow(new DateTimeOffset(year, 9, 1, 0, 0, 0, TimeSpan.Zero));
        var table = truth.Table(year);
        var listed = truth.Listed.ToDictionary(p => p.Code);
        IReadOnlyList<DivisionAnswer> answers = [];
        for (var round = 0; ; round++)
        {
            var answer = await House.Run(
                new ImportDivisions
                {
                    Id = House.NewId(),
                    Cell = 0,
                    Table = table,
                    Answers = answers,
                }
            );
            Assert.True(answer.IsDone, $"{year}: {answer.Outcome} {string.Join(' ', answer.Args)}");
            await LearnAsync(listed);
            var diff = await House.Places.CompareAsync(table, cancellation: Cancel);
            Assert.Empty(diff.Plain);
            if (diff.Changes.Count == 0)
                break;
            Assert.True(round < 6, $"{year}: {string.Join('\n', diff.Open)}");
            answers = [.. diff.Open.Where(c => c.IsQuestion).Select(c => Answer(c, listed, year))];
            Assert.NotEmpty(answers);
        }
    }

    /// <summary>Someone who knows which place is which.</summary>
    private DivisionAnswer Answer(DivisionChange asked, Dictionary<string, TruePlace> listed, int year)
    {
        var document = $"黔府发〔{year}〕{asked.Question.PlaceId % 97}号";
        var on = new DateOnly(year, 3, 1);
        var row = asked.Row is { } r ? listed[r.Code] : null;
        if (asked.Known is not { } place)
        {
            var id = known.FirstOrDefault(k => k.Value == row).Key;
            return id == 0 ? Say(DivisionReply.New) : Say(DivisionReply.Same, $"{id}");
        }
        var it = known[place.Id];
        if (asked.Type == DivisionChangeType.Return)
            return Say(it == row ? DivisionReply.Same : DivisionReply.New);
        if (it == row)
            return Say(DivisionReply.Same);
        if (listed.TryGetValue(it.Code, out var there) && there == it)
            return Say(DivisionReply.Same, it.Code);
        if (it.Stands)
            return Say(DivisionReply.Kept);
        return it.MergedInto is null ? Say(DivisionReply.Abolished) : Say(DivisionReply.Merged, it.Heir.Code);

        DivisionAnswer Say(DivisionReply reply, string? target = null) =>
            new(asked.Question, reply, target, document, on);
    }

    /// <summary>Which true place each new place of the map is: the one whose row set it up.</summary>
    private async Task LearnAsync(Dictionary<string, TruePlace> listed)
    {
        await using var db = House.Database.NewContext();
        foreach (
            var code in await db
                .PlaceCodes.Where(c => c.To == null && c.Scheme == CodeScheme.Statistics)
                .ToListAsync(Cancel)
        )
        {
            if (listed.TryGetValue(code.Code, out var there))
                known.TryAdd(code.PlaceId, there);
        }
    }

    private long IdOf(TruePlace place) => known.Single(k => k.Value == place).Key;

    private async Task PostAsync(int seed, int year)
    {
        await using var db = House.Database.NewContext();
        var villages = await db.Divisions.Where(d => d.To == null).OrderBy(d => d.Id).ToListAsync(Cancel);
        villages.RemoveAll(v => v.Level != PlaceLevel.Village);
        var random = new Random((seed * 100) + year);
        for (var i = 0; i < 8; i++)
        {
            var village = villages[random.Next(villages.Count)];
            var legs = new List<Leg>();
            foreach (var sign in (int[])[-1, 1])
            {
                var key = new AccountKey(
                    village.Cell,
                    House.NewId().GetHashCode(),
                    AccountKind.Points,
                    Unit.CivicPoints,
                    0
                );
                var opened = await House.Make(
                    new OpenAccount(key, Limits.None) { Id = House.NewId(), Cell = key.Cell }
                );
                legs.Add(new Leg(opened, Unit.CivicPoints, sign * 5));
            }
            var id = House.NewId();
            await House.Make(
                new PostEntry
                {
                    Id = id,
                    Cell = village.Cell,
                    Entry = new Entry
                    {
                        Id = id,
                        Cell = village.Cell,
                        Reason = "test.move",
                        EffectiveOn = new DateOnly(year - 1, 10, 1 + i),
                        Place = village.Id,
                        Scope = village.Key,
                        Legs = legs,
                    },
                }
            );
        }
    }

    private Task<IReadOnlyList<PlaceThen>> MapAsync(DateOnly day) =>
        Past.AsOfAsync(PlaceKey.FromCode("52").Range, day, cancellation: Cancel);

    /// <summary>Entries of the year that ended on a day, by the townships of that day.</summary>
    private async Task<Dictionary<long, int>> FiguresAsync(DateOnly day)
    {
        await using var db = House.Database.NewContext();
        var first = new DateOnly(day.Year, 1, 1);
        var entries = await db
            .Entries.Where(e => e.EffectiveOn >= first && e.EffectiveOn <= day)
            .Select(e => e.Place)
            .ToListAsync(Cancel);
        var map = await MapAsync(day);
        var keyOf = map.ToDictionary(p => p.Id, p => p.Key);
        var idOf = map.ToDictionary(p => p.Key, p => p.Id);
        return entries
            .GroupBy(place => idOf[keyOf[place].At(PlaceLevel.Township)])
            .ToDictionary(g => g.Key, g => g.Count());
    }

    private async Task CheckAsync(TrueMap truth, int year)
    {
        await using var db = House.Database.NewContext();
        var all = await db.Places.ToListAsync(Cancel);
        var standing = all.Where(p => p.To is null).ToDictionary(p => p.Id);
        var codes = await db
            .PlaceCodes.Where(c => c.To == null && c.Scheme == CodeScheme.Statistics)
            .ToDictionaryAsync(c => c.Code, c => c.PlaceId, Cancel);
        foreach (var place in truth.Listed)
        {
            var found = standing[codes[place.Code]];
            Assert.Same(place, known[found.Id]);
            Assert.True(
                PlaceNames.Same(place.Level, place.Name, found.Name),
                $"{year} {place.Code}: {place.Name}, {found.Name}"
            );
            if (place.Parent is { } parent)
                Assert.Equal(standing[codes[parent.Code]].Key, found.Key.Parent);
        }
        Assert.Equal(truth.Places.Count(p => p.Stands), standing.Values.Count(p => p.Level <= PlaceLevel.Village));
        InsideTheirParents(standing.Values.Select(p => p.Key));
        NoKeyIsReused(all, await db.PlacePasts.ToListAsync(Cancel));
        foreach (var home in await db.Households.ToListAsync(Cancel))
            Assert.Equal(standing[home.PlaceId].Key, home.Scope);
        var keys = all.Select(p => p.Key).ToHashSet();
        Assert.All(await db.Entries.Select(e => e.Scope).Distinct().ToListAsync(Cancel), s => Assert.Contains(s, keys));
        Assert.All(await db.People.ToListAsync(Cancel), p => Assert.Equal(standing[p.PlaceId].Key, p.Scope));
    }

    private void NoKeyIsReused(List<Place> now, List<PlacePast> before)
    {
        foreach (
            var owners in now.Select(p => (p.Key, p.Id))
                .Concat(before.Select(p => (p.Key, Id: p.PlaceId)))
                .GroupBy(p => p.Key, p => p.Id)
        )
        {
            Assert.Single(owners.Distinct());
        }
        foreach (var past in before)
            keysOfGone.Add(past.Key);
    }

    private static void InsideTheirParents(IEnumerable<PlaceKey> keys)
    {
        var all = keys.ToHashSet();
        Assert.All(all, key => Assert.True(key.Depth == 1 || all.Contains(key.Parent), $"{key} has no parent"));
    }
}

public sealed class SqliteYearsTests : YearsContract
{
    protected override IReadOnlyList<int> Seeds => [1];

    protected override Task<Registers> NewHouse() => Registers.OnSqlite();
}

public sealed class PostgresYearsTests(PostgresServer server) : YearsContract
{
    protected override IReadOnlyList<int> Seeds => [2];

    protected override Task<Registers> NewHouse() => Registers.OnPostgres(server);
}
