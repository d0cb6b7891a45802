using Gulou.Areas.Governance.Shop;
using Gulou.Storage.Commands;
using Gulou.Tests.Storage;

namespace Gulou.Tests.Areas.Governance.Shop;

public class CountStockTests
{
    private readonly ShopWorld shop = new();

    private static CountStock Command(int counted, string reason = "", int expected = 12) =>
        new()
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            ShopId = ShopWorld.ShopId,
            GoodId = ShopWorld.Rice,
            Expected = expected,
            Counted = counted,
            Reason = reason,
        };

    private (CountStockOutcome Outcome, World World) Decide(CountStock command)
    {
        var w = shop.Of(command);
        return (command.DecideIn(w), w);
    }

    [Fact]
    public void A_count_that_agrees_is_kept_and_books_nothing()
    {
        var (outcome, w) = Decide(Command(12));

        Assert.Equal(CountStockOutcome.Done, outcome);
        Assert.Empty(w.Book.Posted);
        Assert.Null(Assert.Single(w.Added<StockCount>()).Entry);
    }

    [Fact]
    public void Missing_pieces_are_taken_from_the_oldest_batches()
    {
        var (outcome, w) = Decide(Command(9, " 破损 "));

        Assert.Equal(CountStockOutcome.Done, outcome);
        Assert.Equal([(ShopWorld.OldBatch, 0L), (ShopWorld.NewBatch, 9L)], Stock(w));
        Assert.Equal([(0L, 3L)], Difference(w));
        Assert.Equal("破损", Assert.Single(w.Book.Posted).Entry.Memo);
        Assert.Equal(Assert.Single(w.Book.Posted).Entry.Id, Assert.Single(w.Added<StockCount>()).Entry);
    }

    [Fact]
    public void Surplus_pieces_join_the_newest_batch()
    {
        var (outcome, w) = Decide(Command(15, "漏记"));

        Assert.Equal(CountStockOutcome.Done, outcome);
        Assert.Equal([(ShopWorld.OldBatch, 2L), (ShopWorld.NewBatch, 13L)], Stock(w));
        Assert.Equal([(0L, -3L)], Difference(w));
    }

    [Fact]
    public void Refusals_come_in_order_of_precedence()
    {
        // All that can be wrong is wrong; each step mends the first of it.
        shop.RiceStock.Clear();
        var command = Command(-1) with { GoodId = 999 };
        Assert.Equal(CountStockOutcome.GoodNotOfThisShop, Decide(command).Outcome);
        command = command with { GoodId = ShopWorld.Rice };
        Assert.Equal(CountStockOutcome.WrongQuantity, Decide(command).Outcome);

        command = command with { Counted = 3 };
        var (outcome, w) = Decide(command);
        Assert.Equal(CountStockOutcome.StockMovedMeanwhile, outcome);
        Assert.Equal([12, 0L], w.Args);

        command = command with { Expected = 0 };
        (outcome, w) = Decide(command);
        Assert.Equal(CountStockOutcome.ReasonMissing, outcome);
        Assert.Equal([3], w.Args);

        command = command with { Reason = "漏记" };
        Assert.Equal(CountStockOutcome.NeverArrived, Decide(command).Outcome);

        shop.RiceStock[ShopWorld.NewBatch] = 0;
        Assert.Equal(CountStockOutcome.Done, Decide(command).Outcome);
    }

    private static IReadOnlyList<(long Lot, long Balance)> Stock(World w) =>
        ShopWorld.Lots(w, ShopAccounts.Stock(Worlds.Cell, ShopWorld.ShopId, ShopWorld.Rice));

    private static IReadOnlyList<(long Lot, long Balance)> Difference(World w) =>
        ShopWorld.Lots(w, ShopAccounts.Difference(Worlds.Cell, ShopWorld.ShopId, ShopWorld.Rice));
}
