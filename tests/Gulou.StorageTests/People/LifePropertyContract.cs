using CsCheck;
using Gulou.Kernel.People;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.People;

/// <summary>Whatever happens in whatever order: one count, and every opening is the last closing.</summary>
public abstract class LifePropertyContract : IAsyncLifetime
{
    private const int Steps = 40;

    private static readonly Gen<(int What, int Whom, int Days)[]> AnyLife = Gen.Select(
        Gen.Int[0, 9],
        Gen.Int[0, 1000],
        Gen.Int[0, 25]
    ).Array[Steps];

    private Lives lives = null!;
    private int living;
    private int made;

    private Registers House => lives.House;

    public async ValueTask InitializeAsync() => lives = await new Lives(await NewHouse()).StartAsync();

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<Registers> NewHouse();

    /// <summary>The samples go on in one database: each finds what the earlier ones left.</summary>
    [Fact]
    public async Task Counts_hold_over_any_life() =>
        await AnyLife.SampleAsync(
            async life =>
            {
                foreach (var (what, whom, days) in life)
                    await Step(what, whom, days);
                Assert.Equal(living, (await lives.Count()).People);
                await Statement();
            },
            iter: 3,
            threads: 1
        );

    private async Task Step(int what, int whom, int days)
    {
        var (home, person) = await Pick(whom);
        // A day some way back: often in a month that is closed by now.
        var on = House.Today.AddDays(-days);
        switch (what)
        {
            case 0 or 1:
                await lives.Register(
                    whom % 2 == 0 ? lives.Unit : lives.Village,
                    Lives.Head("吴老三"),
                    Lives.Member("杨秀英", Relation.Spouse, Lives.Number(++made, 1950 + (made / 28)))
                );
                living += 2;
                break;
            case 2 when home is not null:
                Took(await House.Run(lives.Birth(home.Id, on)), 1);
                break;
            case 3 when person is not null:
                Took(await House.Run(lives.Death(person.Id, on)), -1);
                break;
            case 4 when person is not null:
                Took(await House.Run(lives.Leave(person.Id, on)), -1);
                break;
            case 5 when home is not null:
                Took(
                    await House.Run(lives.Arrive(home.Id, Lives.Member("龙志强", Relation.Other)) with { On = on }),
                    1
                );
                break;
            case 6 when person is not null && home is not null:
                var split = lives.Split(home.Id, lives.Village, [new Mover(person.Id, Relation.Head)]) with { On = on };
                Took(await House.Run(split), 0);
                break;
            case 7 when home is not null && await Pick(whom + 1) is ({ } into, _):
                Took(await House.Run(lives.Join(home.Id, into.Id) with { On = on }), 0);
                break;
            case 8:
                await Undo(whom);
                break;
            default:
                House.Clock.Advance(TimeSpan.FromDays(1 + days));
                break;
        }
    }

    private void Took<TOutcome>(Gulou.Storage.Commands.Answer<TOutcome> answer, int change)
        where TOutcome : struct, Enum => living += answer.IsDone ? change : 0;

    private async Task Undo(int which)
    {
        await using var db = House.Database.NewContext();
        var acts = await db.Acts.Where(a => a.UndoneBy == null).OrderByDescending(a => a.Id).Take(5).ToListAsync();
        if (acts.Count == 0)
            return;
        var act = acts[which % acts.Count];
        var change = await db.PersonEvents.Where(e => e.Act == act.Id).SumAsync(e => e.Change);
        Took(await House.Run(lives.Undo(act)), -change);
    }

    private async Task<(Household?, Person?)> Pick(int whom)
    {
        await using var db = House.Database.NewContext();
        var homes = await db.Households.Where(h => h.To == null).OrderBy(h => h.Id).ToListAsync();
        if (homes.Count == 0)
            return default;
        var home = homes[whom % homes.Count];
        var people = await lives.Members(home.Id);
        return (home, people[whom % people.Count]);
    }

    private async Task Statement()
    {
        var last = Months.Of(House.Today);
        foreach (var place in (Gulou.Kernel.Places.Place[])[lives.Village, lives.Unit])
        {
            var months = await lives.Population.StatementAsync(place.Key, Months.Add(last, -24), last);
            Assert.Equal(new HeadCount(0, 0), months[0].Opening);
            Assert.All(months.Zip(months.Skip(1)), pair => Assert.Equal(pair.First.Closing, pair.Second.Opening));
            Assert.All(months, m => Assert.Equal(m.Closing, m.Opening + Sum(m) + m.Corrections));
            Assert.Equal(await lives.Population.NowAsync([place.Key.Range]), months[^1].Closing);
        }
    }

    private static HeadCount Sum(PopulationMonth month) =>
        new(
            month.Changes.Where(c => c.Key >= PopulationCount.Households).Sum(c => c.Value),
            month.Changes.Where(c => c.Key < PopulationCount.Households).Sum(c => c.Value)
        );
}

public sealed class SqliteLifePropertyTests : LifePropertyContract
{
    protected override Task<Registers> NewHouse() => Registers.OnSqlite();
}

public sealed class PostgresLifePropertyTests(PostgresServer server) : LifePropertyContract
{
    protected override Task<Registers> NewHouse() => Registers.OnPostgres(server);
}
