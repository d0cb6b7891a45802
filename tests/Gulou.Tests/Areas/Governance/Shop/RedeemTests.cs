using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Tests.Storage;

namespace Gulou.Tests.Areas.Governance.Shop;

public class RedeemTests
{
    private readonly ShopWorld shop = new();

    private static Redeem Command(params BasketLine[] lines) =>
        new()
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            ShopId = ShopWorld.ShopId,
            HouseholdId = ShopWorld.HouseholdId,
            Lines = lines,
        };

    private static BasketLine RiceLine(int pieces = 1, long price = 5000) => new(ShopWorld.Rice, pieces, price);

    private static BasketLine SoapLine(int pieces = 2, long price = 500) => new(ShopWorld.Soap, pieces, price);

    private (RedeemOutcome Outcome, World World) Decide(Redeem command)
    {
        var w = shop.Of(command);
        return (command.DecideIn(w), w);
    }

    [Fact]
    public void Points_and_goods_change_hands_in_one_entry_that_names_the_household()
    {
        var (outcome, w) = Decide(Command(RiceLine(), SoapLine()));

        Assert.Equal(RedeemOutcome.Done, outcome);
        var entry = Assert.Single(w.Book.Posted).Entry;
        Assert.Equal((ShopWorld.HouseholdId, "shop.redeem"), (entry.Party, entry.Reason));
        Assert.Equal(6000, ShopWorld.Lots(w, ShopAccounts.Takings(Worlds.Cell, ShopWorld.ShopId)).Single().Balance);
        Assert.Equal(1, ShopWorld.Lots(w, HandedOut(ShopWorld.Rice)).Single().Balance);
        Assert.Equal(2, ShopWorld.Lots(w, HandedOut(ShopWorld.Soap)).Single().Balance);
        var receipt = Assert.Single(w.Added<Redemption>());
        Assert.Equal((8, 6000, 6600), (receipt.Receipt, receipt.Points, receipt.Left));
        Assert.Equal((receipt.Id, entry.Id), (w.Subject, receipt.Entry));
        Assert.Equal(
            [("大米 10 斤", 1, 5000L), ("肥皂", 2, 500L)],
            w.Added<RedemptionLine>().Select(l => (l.Name, l.Quantity, l.Price))
        );
    }

    [Fact]
    public void The_oldest_points_and_the_oldest_batch_go_first()
    {
        var (outcome, w) = Decide(Command(RiceLine(pieces: 2), SoapLine(pieces: 1)));

        Assert.Equal(RedeemOutcome.Done, outcome);
        Assert.Equal(
            [(Worlds.Today.Year, 0L), (Worlds.Today.Year + 1, 2100L)],
            ShopWorld.Lots(w, PointsAccounts.Of(Worlds.Cell, ShopWorld.HouseholdId))
        );
        Assert.Equal(
            [(ShopWorld.OldBatch, 0L), (ShopWorld.NewBatch, 10L)],
            ShopWorld.Lots(w, ShopAccounts.Stock(Worlds.Cell, ShopWorld.ShopId, ShopWorld.Rice))
        );
    }

    [Fact]
    public void Points_of_a_year_that_is_over_buy_nothing()
    {
        shop.Points.Clear();
        shop.Points[Worlds.Today.Year - 1] = 10_000;

        var (outcome, w) = Decide(Command(RiceLine()));

        Assert.Equal(RedeemOutcome.TooFewPoints, outcome);
        Assert.Equal(["0", "50"], w.Args);
    }

    [Fact]
    public void Exactly_all_points_and_all_pieces_may_go()
    {
        shop.Points.Clear();
        shop.Points[Worlds.Today.Year] = 10_000;
        shop.RiceStock.Clear();
        shop.RiceStock[ShopWorld.OldBatch] = 2;

        var (outcome, w) = Decide(Command(RiceLine(pieces: 2)));

        Assert.Equal(RedeemOutcome.Done, outcome);
        Assert.Equal(0, Assert.Single(w.Added<Redemption>()).Left);
    }

    [Fact]
    public void Refusals_come_in_order_of_precedence()
    {
        // All that can be wrong is wrong; each step mends the first of it.
        shop.Shop.To = Worlds.Today;
        shop.RiceGood.WithdrawnOn = Worlds.Today;
        shop.RiceGood.Price = 5500;
        shop.RiceStock.Clear();
        shop.Points.Clear();
        var empty = Command() with { HouseholdId = 999 };
        Assert.Equal(RedeemOutcome.ShopClosed, Decide(empty).Outcome);

        shop.Shop.To = null;
        Assert.Equal(RedeemOutcome.HouseholdNotOfThisVillage, Decide(empty).Outcome);
        Assert.Equal(RedeemOutcome.BasketEmpty, Decide(Command()).Outcome);
        Assert.Equal(RedeemOutcome.WrongQuantity, Decide(Command(RiceLine(pieces: 0))).Outcome);

        var rice = Command(RiceLine());
        var (outcome, w) = Decide(rice);
        Assert.Equal(RedeemOutcome.GoodsWithdrawn, outcome);
        Assert.Equal(["大米 10 斤"], w.Args);

        shop.RiceGood.WithdrawnOn = null;
        (outcome, w) = Decide(rice);
        Assert.Equal(RedeemOutcome.PriceChanged, outcome);
        Assert.Equal(["大米 10 斤", "55"], w.Args);

        var told = Command(RiceLine(price: 5500));
        (outcome, w) = Decide(told);
        Assert.Equal(RedeemOutcome.TooLittleStock, outcome);
        Assert.Equal(["大米 10 斤", 0L, "袋"], w.Args);

        shop.RiceStock[ShopWorld.OldBatch] = 1;
        (outcome, w) = Decide(told);
        Assert.Equal(RedeemOutcome.TooFewPoints, outcome);
        Assert.Equal(["0", "55"], w.Args);

        shop.Points[Worlds.Today.Year] = 5500;
        Assert.Equal(RedeemOutcome.Done, Decide(told).Outcome);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Redeem.MostPieces + 1)]
    public void A_quantity_outside_its_bounds_is_refused(int pieces) =>
        Assert.Equal(RedeemOutcome.WrongQuantity, Decide(Command(SoapLine(pieces))).Outcome);

    [Fact]
    public void The_same_good_on_two_lines_is_refused() =>
        Assert.Equal(RedeemOutcome.WrongQuantity, Decide(Command(SoapLine(), SoapLine())).Outcome);

    [Fact]
    public void A_good_of_another_shop_is_not_handed_out()
    {
        shop.SoapGood.ShopId = 41;
        Assert.Equal(RedeemOutcome.GoodsWithdrawn, Decide(Command(SoapLine())).Outcome);
        Assert.Equal(RedeemOutcome.GoodsWithdrawn, Decide(Command(new BasketLine(999, 1, 500))).Outcome);
    }

    [Fact]
    public void A_household_that_left_or_lives_elsewhere_is_not_served()
    {
        shop.Household.To = Worlds.Today;
        Assert.Equal(RedeemOutcome.HouseholdNotOfThisVillage, Decide(Command(SoapLine())).Outcome);

        shop.Household.To = null;
        shop.Household.Scope = ShopWorld.Village.Parent.Child(999);
        Assert.Equal(RedeemOutcome.HouseholdNotOfThisVillage, Decide(Command(SoapLine())).Outcome);
    }

    [Fact]
    public void Only_who_keeps_this_villages_shop_may_redeem()
    {
        var command = Command(SoapLine());
        var target = command.Target(shop.Of(command));

        Assert.True(May("shopkeeper", ShopWorld.Village));
        Assert.False(May("shopkeeper", ShopWorld.Village.Parent.Child(999)));
        Assert.False(May("township-clerk", ShopWorld.Village.Parent));

        bool May(string post, Gulou.Kernel.Places.PlaceKey at) =>
            new Access(Worlds.Posts)
                .May(
                    new Actor
                    {
                        PersonId = 9,
                        Cell = Worlds.Cell,
                        Appointments =
                        [
                            new Appointment
                            {
                                Post = post,
                                Scope = at,
                                From = Worlds.Today,
                            },
                        ],
                    },
                    command.Capability,
                    target,
                    Worlds.Today
                )
                .Allowed;
    }

    private static LotsKey HandedOut(long good) => ShopAccounts.HandedOut(Worlds.Cell, ShopWorld.ShopId, good);
}
