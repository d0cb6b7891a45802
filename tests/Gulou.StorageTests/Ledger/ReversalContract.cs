using Gulou.Kernel.Ledger;
using Gulou.Storage;

namespace Gulou.StorageTests.Ledger;

/// <summary>Taking back what is spent already: refused, or borne by another account, as the caller says.</summary>
public abstract class ReversalContract : HouseContract
{
    [Fact]
    public async Task The_fund_bears_what_a_household_has_spent()
    {
        var (issued, home, shop, fund) = await Spent(10, 6);
        var undo = House.On(award, EntryKind.Reverse);

        Assert.Equal(PostOutcome.BelowZero, await House.Post(undo));
        Assert.Equal(PostOutcome.Done, await House.Post(undo with { Bearer = fund.Id }));

        Assert.Equal(0, (await House.Read(issued)).Balance);
        Assert.Equal(0, (await House.Read(home)).Balance);
        Assert.Equal(6, (await House.Read(shop)).Balance);
        Assert.Equal(-6, (await House.Read(fund)).Balance);
        Assert.True((await House.Answer(undo with { Bearer = fund.Id })).Replayed);
        var other = await House.Answer(undo);
        Assert.Equal((PostOutcome.IdUsedWithOtherContent, "bearer"), (other.Outcome, other.Args.Single()));
        Assert.Equal(
            PostOutcome.AlreadyReversed,
            await House.Post(House.On(award, EntryKind.Reverse) with { Bearer = fund.Id })
        );
        Assert.True(
            (await Verification.Verify(House.Database, cancellation: TestContext.Current.CancellationToken)).IsClean
        );
    }

    [Fact]
    public async Task The_fund_bears_nothing_when_all_is_still_there()
    {
        var (_, home, _, fund) = await Spent(10, 0);
        Assert.Equal(PostOutcome.Done, await House.Post(House.On(award, EntryKind.Reverse) with { Bearer = fund.Id }));
        Assert.Equal((0, 0), ((await House.Read(home)).Balance, (await House.Read(fund)).Version));
    }

    /// <summary>What is held is not available: the fund bears it, and the hold stays good.</summary>
    [Fact]
    public async Task What_is_held_is_left_alone()
    {
        var (issued, home, _, fund) = await Spent(10, 0);
        var hold = House.Move(home, issued, 7) with { Kind = EntryKind.Hold };
        Assert.Equal(PostOutcome.Done, await House.Post(hold));

        Assert.Equal(PostOutcome.Done, await House.Post(House.On(award, EntryKind.Reverse) with { Bearer = fund.Id }));
        var (left, borne) = (await House.Read(home), (await House.Read(fund)).Balance);
        Assert.Equal((7, 7, -7), (left.Balance, left.HeldOut, borne));
        Assert.Equal(PostOutcome.Done, await House.Post(House.On(hold, EntryKind.PostHold)));
    }

    [Fact]
    public async Task A_bearer_of_another_unit_bears_nothing()
    {
        var (_, _, _, _) = await Spent(10, 6);
        var yuan = await House.Open(unit: Unit.Yuan);
        Assert.Equal(
            PostOutcome.BelowZero,
            await House.Post(House.On(award, EntryKind.Reverse) with { Bearer = yuan.Id })
        );
    }

    private Entry award = null!;

    /// <summary>Points awarded to a household and partly spent.</summary>
    private async Task<(Account Issued, Account Home, Account Shop, Account Fund)> Spent(long got, long spent)
    {
        var (issued, home) = (await House.Open(), await House.Open(Limits.NotBelowZero));
        var (shop, fund) = (await House.Open(), await House.Open());
        award = House.Move(issued, home, got);
        Assert.Equal(PostOutcome.Done, await House.Post(award));
        if (spent > 0)
            Assert.Equal(PostOutcome.Done, await House.Post(House.Move(home, shop, spent)));
        return (issued, home, shop, fund);
    }
}

public sealed class SqliteReversalTests : ReversalContract
{
    protected override Task<House> NewHouse() => House.OnSqlite();
}

public sealed class PostgresReversalTests(PostgresServer server) : ReversalContract
{
    protected override Task<House> NewHouse() => House.OnPostgres(server);
}
