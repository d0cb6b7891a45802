using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Demo;

/// <summary>
/// Fills one real township with made-up people, posts and months of history, by the same verbs that people use, behind
/// the first page. The same seed and day give the same township.
/// </summary>
/// <param name="tower">A tower of its own over the demo's database, on <paramref name="clock"/>.</param>
/// <param name="clock">Set to each day of the made-up past in turn.</param>
/// <param name="today">The last day of the past.</param>
/// <param name="report">Told how far it has come.</param>
internal sealed class TownshipFill(Tower tower, HistoryClock clock, DateOnly today, Action<FillProgress> report)
{
    public const int HistoryDays = 100;
    private const int UnitsInHamlet = 6;
    private const int HouseholdsInUnit = 10;

    private readonly SyntheticPeople people = new(seed: 20231, today.AddDays(-HistoryDays - 1));
    private readonly string password = Passwords.Hash(DemoLogin.Password);
    private readonly List<DemoLogin> logins = [];
    private int cell;

    /// <summary>Fills and gives the sign-ins to offer.</summary>
    public async Task<IReadOnlyList<DemoLogin>> RunAsync()
    {
        clock.Set(today.AddDays(-HistoryDays - 1), 8);
        var township = await FindAsync(DemoData.Township);
        cell = township.Cell;
        await using var db = tower.Read();
        var places = await db.Divisions.Within(township.Key.Range, d => d.Key).OrderBy(d => d.Key).ToListAsync();
        var villages = places.Where(p => p.Level == PlaceLevel.Village).Select(p => new DemoVillage(p)).ToList();
        await DrawGridsAsync(villages);
        await RegisterPeopleAsync(villages);
        await AppointVillageAsync(villages);
        // The village that visitors open first is the township's own.
        var main = villages.First(v => v.Place.ShortName == township.ShortName.TrimEnd('乡') + "村");
        await OfferAsync(main);
        await AppointAboveAsync(township);
        await new HistoryFill(tower, clock, today, report).RunAsync(villages, main);
        return logins;
    }

    private async Task DrawGridsAsync(List<DemoVillage> villages)
    {
        for (var v = 0; v < villages.Count; v++)
        {
            report(new FillProgress("demo.fill-grids", v, villages.Count));
            foreach (var name in DemoData.Hamlets)
            {
                var hamlet = await AddGridAsync(villages[v].Place.Id, name, PlaceKind.Hamlet);
                var units = new List<Place>();
                for (var u = 1; u <= UnitsInHamlet; u++)
                    units.Add(await AddGridAsync(hamlet.Id, $"十联户 {u:D2}", PlaceKind.Plain));
                villages[v].Hamlets.Add((hamlet, units));
            }
        }
    }

    private async Task<Place> AddGridAsync(long parent, string name, PlaceKind kind)
    {
        var id = await DoAsync(
            new AddGrid
            {
                Id = NewId(),
                Cell = cell,
                ParentId = parent,
                Name = name,
                Kind = kind,
            }
        );
        await using var db = tower.Read();
        return await db.Grids.SingleAsync(g => g.Cell == cell && g.Id == id);
    }

    private async Task RegisterPeopleAsync(List<DemoVillage> villages)
    {
        var done = 0;
        foreach (var village in villages)
        {
            foreach (var (hamlet, units) in village.Hamlets)
            {
                report(new FillProgress("demo.fill-people", done++, villages.Count * DemoData.Hamlets.Length));
                var door = 0;
                await DoAsync(
                    new RegisterHouseholds
                    {
                        Id = NewId(),
                        Cell = cell,
                        PlaceId = hamlet.Id,
                        Households =
                        [
                            .. units
                                .SelectMany(unit => Enumerable.Repeat(unit, HouseholdsInUnit))
                                .Select(unit => Household(unit, ++door)),
                        ],
                    }
                );
            }
            await using var db = tower.Read();
            var households = await db
                .Households.Within(village.Place.Key.Range, h => h.Scope)
                .OrderBy(h => h.Id)
                .ToListAsync();
            village.Households.AddRange(
                households.Select(h => new DemoHousehold(h.Id, h.HeadId, h.HeadName, HamletOf(village, h)))
            );
        }
    }

    private static long HamletOf(DemoVillage village, Household household) =>
        village.Hamlets.First(h => h.Hamlet.Key.Range.Contains(household.Scope)).Hamlet.Id;

    private NewHousehold Household(Place unit, int door) =>
        new()
        {
            PlaceId = unit.Id,
            Door = $"{door}",
            Members =
            [
                .. people
                    .Next()
                    .Members.Select(p => new NewMember
                    {
                        Name = p.Name,
                        Relation = p.Relation,
                        CitizenId = p.CitizenId,
                        Phone = p.Phone,
                        Ethnicity = p.Ethnicity,
                    }),
            ],
        };

    private async Task AppointVillageAsync(List<DemoVillage> villages)
    {
        for (var v = 0; v < villages.Count; v++)
        {
            report(new FillProgress("demo.fill-posts", v, villages.Count));
            var village = villages[v];
            var heads = new Queue<DemoHousehold>(village.Households.Where((_, i) => i % 7 == 3));
            village.Secretary = await AppointAsync(heads.Dequeue().HeadId, "village-secretary", village.Place);
            for (var i = 0; i < 3; i++)
                village.Panel.Add(await AppointAsync(heads.Dequeue().HeadId, "panel-member", village.Place));
            village.Shopkeeper = await AppointAsync(heads.Dequeue().HeadId, "shopkeeper", village.Place);
            foreach (var (hamlet, _) in village.Hamlets)
            {
                var worker = village.Households.First(h => h.Hamlet == hamlet.Id);
                village.GridWorkers[hamlet.Id] = await AppointAsync(worker.HeadId, "grid-worker", hamlet);
            }
        }
    }

    /// <summary>The offices above the villages, one of each, and a clerk of another township.</summary>
    private async Task AppointAboveAsync(Place township)
    {
        var county = await FindAsync(DemoData.Township[..6] + "000000");
        var prefecture = await FindAsync(DemoData.Township[..4] + "00000000");
        var other = await FindAsync(DemoData.OtherTownship);
        await StaffAsync("township", "township-clerk", township, "杨胜兰");
        await StaffAsync("county", "county-office", county, "吴秀英");
        await StaffAsync("prefecture", "prefecture-office", prefecture, "龙明辉");
        await StaffAsync("admin", "administrator", prefecture, "石开明");
        await StaffAsync("township2", "township-clerk", other, "张老也");
    }

    private async Task StaffAsync(string login, string post, Place place, string name)
    {
        var person = await DoAsync(
            new RegisterStaff
            {
                Id = NewId(),
                Cell = place.Cell,
                PlaceId = place.Id,
                Name = name,
            }
        );
        await AppointAsync(person, post, place);
        await OfferAsync(login, post, place.Cell, person, name, place.ShortName);
    }

    /// <summary>The village's people to sign in as.</summary>
    private async Task OfferAsync(DemoVillage village)
    {
        var (hamlet, _) = village.Hamlets[0];
        var villager = village.Households.First(h =>
            h.Hamlet == hamlet.Id
            && h.HeadId != village.GridWorkers[hamlet.Id].PersonId
            && h.HeadId != village.Secretary.PersonId
        );
        var name = village.Place.ShortName;
        await OfferAsync("villager", "", cell, villager.HeadId, villager.HeadName, name);
        await OfferAsync("grid", "grid-worker", village.GridWorkers[hamlet.Id], $"{name}{hamlet.ShortName}", village);
        for (var i = 0; i < village.Panel.Count; i++)
            await OfferAsync($"panel{i + 1}", "panel-member", village.Panel[i], name, village);
        await OfferAsync("shop", "shopkeeper", village.Shopkeeper, name, village);
        await OfferAsync("secretary", "village-secretary", village.Secretary, name, village);
    }

    private Task OfferAsync(string login, string post, Actor actor, string place, DemoVillage village) =>
        OfferAsync(
            login,
            post,
            cell,
            actor.PersonId,
            village.Households.First(h => h.HeadId == actor.PersonId).HeadName,
            place
        );

    private async Task OfferAsync(string login, string post, int personCell, long person, string name, string place)
    {
        await DoAsync(
            new CreateLogin
            {
                Id = NewId(),
                Cell = personCell,
                PersonId = person,
                Name = login,
                PasswordHash = password,
            }
        );
        logins.Add(new DemoLogin(login, post, name, place));
    }

    private async Task<Actor> AppointAsync(long person, string post, Place place)
    {
        await DoAsync(
            new Appoint
            {
                Id = NewId(),
                Cell = place.Cell,
                PersonCell = place.Cell,
                PersonId = person,
                PlaceId = place.Id,
                Post = post,
                From = clock.GetUtcNow().Day(),
                Document = $"台盘乡任〔{today.Year}〕{1 + (person % 40)}号",
            }
        );
        var reader = new ActorReader(tower.Database, tower.Vault);
        return (await reader.ActorAsync(place.Cell, person))!.Value.Actor;
    }

    private async Task<Place> FindAsync(string code)
    {
        await using var db = tower.Read();
        var found = await db.PlaceCodes.FirstAsync(c =>
            c.Scheme == CodeScheme.Statistics && c.Code == code && c.To == null
        );
        return await db.Divisions.SingleAsync(d => d.Cell == found.Cell && d.Id == found.PlaceId);
    }

    private Task<long> DoAsync<TOutcome>(Command<TOutcome> command)
        where TOutcome : struct, Enum => tower.MustAsync(Actor.System, command);

    private static ClientId NewId() => ClientId.New(TimeProvider.System);
}

internal static class FillExtensions
{
    /// <summary>Runs a command of the filling; a refusal is a bug of the demo.</summary>
    public static async Task<long> MustAsync<TOutcome>(this Tower tower, Actor actor, Command<TOutcome> command)
        where TOutcome : struct, Enum
    {
        var answer = await tower.Commands.RunAsync(actor, command);
        return answer.IsDone
            ? answer.Subject
            : throw new InvalidOperationException($"{command.Verb}: {answer.Outcome} {string.Join(' ', answer.Args)}");
    }

    public static DateOnly Day(this DateTimeOffset time) => Instant.From(time).Day;
}
