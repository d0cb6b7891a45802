using Gulou.Areas.Governance.Shop;
using Gulou.Storage.Commands;
using Gulou.Tests.Storage;

namespace Gulou.Tests.Areas.Governance.Shop;

public class ReceiveStockTests
{
    private readonly ShopWorld shop = new();

    private static readonly ReceiveStock Right = new()
    {
        Id = Worlds.NewId(),
        Cell = Worlds.Cell,
        ShopId = ShopWorld.ShopId,
        GoodId = ShopWorld.Rice,
        Supplier = " 台江县供销社 ",
        Source = FundSource.Collective,
        Quantity = 30,
        UnitCost = 2650,
        ArrivedOn = Worlds.Today.AddDays(-1),
        BestBefore = Worlds.Today.AddMonths(6),
    };

    private (ReceiveStockOutcome Outcome, World World) Decide(ReceiveStock command)
    {
        var w = shop.Of(command);
        return (command.DecideIn(w), w);
    }

    [Fact]
    public void A_batch_is_a_lot_of_its_own_on_the_shelf()
    {
        var (outcome, w) = Decide(Right);

        Assert.Equal(ReceiveStockOutcome.Done, outcome);
        var batch = Assert.Single(w.Added<Batch>());
        Assert.Equal(("台江县供销社", 30, 2650L), (batch.Supplier, batch.Quantity, batch.UnitCost));
        Assert.Equal(
            (batch.Id, 30L),
            ShopWorld.Lots(w, ShopAccounts.Stock(Worlds.Cell, ShopWorld.ShopId, ShopWorld.Rice))[^1]
        );
        Assert.Equal(
            [(0L, -30L)],
            ShopWorld.Lots(w, ShopAccounts.Supply(Worlds.Cell, ShopWorld.ShopId, ShopWorld.Rice))
        );
        Assert.Equal(Worlds.Today.AddDays(-1), Assert.Single(w.Book.Posted).Entry.EffectiveOn);
    }

    [Fact]
    public void Refusals_come_in_order_of_precedence()
    {
        // All that can be wrong is wrong; each step mends the first of it.
        var command = Right with
        {
            GoodId = 999,
            Supplier = " ",
            Quantity = 0,
            UnitCost = -1,
            ArrivedOn = Worlds.Today.AddDays(1),
            BestBefore = Worlds.Today.AddDays(-9),
        };
        Assert.Equal(ReceiveStockOutcome.GoodNotOfThisShop, Decide(command).Outcome);
        command = command with { GoodId = ShopWorld.Rice };
        Assert.Equal(ReceiveStockOutcome.SupplierMissing, Decide(command).Outcome);
        command = command with { Supplier = "供销社" };
        Assert.Equal(ReceiveStockOutcome.WrongQuantity, Decide(command).Outcome);
        command = command with { Quantity = 1 };
        Assert.Equal(ReceiveStockOutcome.WrongCost, Decide(command).Outcome);
        command = command with { UnitCost = 0 };
        Assert.Equal(ReceiveStockOutcome.DayInFuture, Decide(command).Outcome);
        command = command with { ArrivedOn = Worlds.Today };
        Assert.Equal(ReceiveStockOutcome.BestBeforeOver, Decide(command).Outcome);
        command = command with { BestBefore = Worlds.Today };
        Assert.Equal(ReceiveStockOutcome.Done, Decide(command).Outcome);
    }

    [Theory]
    [InlineData(ReceiveStock.MostPieces, ReceiveStockOutcome.Done)]
    [InlineData(ReceiveStock.MostPieces + 1, ReceiveStockOutcome.WrongQuantity)]
    public void A_batch_has_a_largest_size(int pieces, ReceiveStockOutcome outcome) =>
        Assert.Equal(outcome, Decide(Right with { Quantity = pieces }).Outcome);

    [Theory]
    [InlineData(ReceiveStock.HighestCost, ReceiveStockOutcome.Done)]
    [InlineData(ReceiveStock.HighestCost + 1, ReceiveStockOutcome.WrongCost)]
    public void A_piece_has_a_highest_cost(long fen, ReceiveStockOutcome outcome) =>
        Assert.Equal(outcome, Decide(Right with { UnitCost = fen }).Outcome);
}
