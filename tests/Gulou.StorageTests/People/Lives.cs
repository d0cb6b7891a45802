using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Ledger;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.People;

/// <summary>A small county with people, for tests of what happens to them.</summary>
internal sealed class Lives(Registers house)
{
    public Registers House => house;

    public Place Unit { get; private set; } = null!;

    public Place Village { get; private set; } = null!;

    public PopulationReader Population => new(house.Database);

    public async Task<Lives> StartAsync()
    {
        Unit = await house.NewUnit();
        Village = await house.PlaceNamed("台盘村");
        return this;
    }

    public static CitizenId Number(int n, int year = 1990) =>
        CitizenId.Make("529901", new DateOnly(year, 5, 1 + (n % 28)), n);

    public static NewMember Head(string name, CitizenId? number = null) =>
        new()
        {
            Name = name,
            Relation = Relation.Head,
            CitizenId = number,
        };

    public static NewMember Member(
        string name,
        Relation relation,
        CitizenId? number = null,
        DateOnly? birthday = null
    ) =>
        new()
        {
            Name = name,
            Relation = relation,
            CitizenId = number,
            Birthday = birthday,
        };

    public Task<long> Register(Place place, params NewMember[] members) =>
        house.Make(
            new RegisterHouseholds
            {
                Id = house.NewId(),
                Cell = place.Cell,
                PlaceId = place.Id,
                Households =
                [
                    new NewHousehold
                    {
                        PlaceId = place.Id,
                        Door = "1",
                        Members = members,
                    },
                ],
            }
        );

    public RecordBirth Birth(long household, DateOnly on, string name = "吴小妹") =>
        new()
        {
            Id = house.NewId(),
            Cell = Unit.Cell,
            HouseholdId = household,
            On = on,
            Name = name,
        };

    public RecordDeath Death(long person, DateOnly on) =>
        new()
        {
            Id = house.NewId(),
            Cell = Unit.Cell,
            PersonId = person,
            On = on,
        };

    public MoveOut Leave(long person, DateOnly on) =>
        new()
        {
            Id = house.NewId(),
            Cell = Unit.Cell,
            PersonId = person,
            On = on,
            To = "广东东莞",
        };

    public MoveIn Arrive(long household, NewMember member, bool takeOver = false, int? cell = null) =>
        new()
        {
            Id = house.NewId(),
            Cell = cell ?? Unit.Cell,
            HouseholdId = household,
            On = house.Today,
            Members = [member],
            TakeOver = takeOver,
        };

    public JoinHouseholds Join(long household, long into) =>
        new()
        {
            Id = house.NewId(),
            Cell = Unit.Cell,
            HouseholdId = household,
            IntoId = into,
            On = house.Today,
        };

    public SplitHousehold Split(long household, Place place, IReadOnlyList<Mover> movers, params Share[] shares) =>
        new()
        {
            Id = house.NewId(),
            Cell = Unit.Cell,
            HouseholdId = household,
            On = house.Today,
            Movers = movers,
            PlaceId = place.Id,
            Shares = shares,
        };

    public UndoAct Undo(Act act) =>
        new()
        {
            Id = house.NewId(),
            Cell = act.Cell,
            ActId = act.Id,
            Reason = "录错了",
        };

    public async Task<IReadOnlyList<Person>> Members(long household)
    {
        await using var db = house.Database.NewContext();
        return await db.People.Where(p => p.HouseholdId == household && p.To == null).OrderBy(p => p.Id).ToListAsync();
    }

    public async Task<Household> Household(long id)
    {
        await using var db = house.Database.NewContext();
        return await db.Households.SingleAsync(h => h.Id == id);
    }

    public async Task<Person> Person(long id)
    {
        await using var db = house.Database.NewContext();
        return await db.People.SingleAsync(p => p.Id == id);
    }

    public async Task<Act> LastAct(ActKind kind)
    {
        await using var db = house.Database.NewContext();
        return await db.Acts.Where(a => a.Kind == kind).OrderByDescending(a => a.Id).FirstAsync();
    }

    /// <summary>Gives a household points, and tells which account they are on.</summary>
    public async Task<long> GivePoints(long household, long amount, EntryKind kind = EntryKind.Post)
    {
        var from = await Open(new AccountKey(Unit.Cell, Village.Id, AccountKind.Issuance, Ledger.CivicPoints, 0));
        var to = await Open(new AccountKey(Unit.Cell, household, AccountKind.Points, Ledger.CivicPoints, 2027));
        var entry = new Entry
        {
            Id = house.NewId(),
            Cell = Unit.Cell,
            Kind = kind,
            Reason = "test.move",
            EffectiveOn = house.Today,
            Place = Village.Id,
            Scope = Village.Key,
            Legs = [new Leg(from, Ledger.CivicPoints, -amount), new Leg(to, Ledger.CivicPoints, amount)],
        };
        await house.Make(
            new PostEntry
            {
                Id = entry.Id,
                Cell = entry.Cell,
                Entry = entry,
            }
        );
        return to;
    }

    public async Task<long> Points(long household)
    {
        await using var db = house.Database.NewContext();
        return await db.Accounts.Where(a => a.Owner == household).SumAsync(a => a.Balance);
    }

    /// <summary>The one count, from wherever it is asked; and nothing for the verification to find.</summary>
    public async Task<HeadCount> Count()
    {
        var county = await Population.NowAsync([Village.Key.At(PlaceLevel.County).Range]);
        var below = await Population.BelowAsync(Village.Key.At(PlaceLevel.Township));
        Assert.Equal(county, below.Values.Aggregate(default(HeadCount), (a, b) => a + b));
        Assert.Equal(county, await Population.OnAsync(Village.Key.At(PlaceLevel.County), house.Today));
        await using var db = house.Database.NewContext();
        Assert.Equal(county.Households, await db.Households.CountAsync(h => h.To == null && h.Cell == Unit.Cell));
        Assert.Equal(
            county.People,
            await db.People.CountAsync(p => p.To == null && p.HouseholdId != null && p.Cell == Unit.Cell)
        );
        var report = await Verification.Verify(house.Database);
        Assert.True(report.IsClean, string.Join("\n", report.Faults));
        return county;
    }

    private Task<long> Open(AccountKey key) =>
        house.Make(new OpenAccount(key, Limits.None) { Id = house.NewId(), Cell = key.Cell });

    private static class Ledger
    {
        public const long CivicPoints = Gulou.Kernel.Ledger.Unit.CivicPoints;
    }
}
