using Gulou.Areas.Governance.Points;
using Gulou.Kernel.People;
using Gulou.Storage.Commands;
using Gulou.Tests.Storage;

namespace Gulou.Tests.Areas.Governance.Points;

public class FileClaimTests
{
    private static FileClaim Command(int daysAgo = 1, long points = 600, string deed = "清河道") =>
        new()
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            HouseholdId = PointsWorld.HouseholdId,
            RuleId = PointsWorld.RuleId,
            On = Worlds.Today.AddDays(-daysAgo),
            Points = points,
            Deed = deed,
        };

    private static World WorldOf(
        FileClaim command,
        Action<Household>? home = null,
        Action<PointsRule>? rule = null,
        params Claim[] earlier
    )
    {
        var w = Worlds.Of(command);
        var household = PointsWorld.Household();
        home?.Invoke(household);
        var adopted = PointsWorld.Rule();
        rule?.Invoke(adopted);
        w.Given(Worlds.Cell, household.Id, household);
        w.Given(Worlds.Cell, adopted.Id, adopted);
        w.Given(new ClaimsUnderRule(Worlds.Cell, household.Id, adopted.Id), earlier);
        return w;
    }

    private static FileClaimOutcome Decide(
        FileClaim command,
        Action<Household>? home = null,
        Action<PointsRule>? rule = null,
        params Claim[] earlier
    ) => command.DecideIn(WorldOf(command, home, rule, earlier));

    [Fact]
    public void A_deed_waits_for_the_panel_with_its_points()
    {
        var command = Command();
        var w = WorldOf(command);
        Assert.Equal(FileClaimOutcome.Done, command.DecideIn(w));
        var claim = Assert.Single(w.Added<Claim>());
        Assert.Equal((ClaimState.InReview, 600, PointsWorld.VillageId), (claim.State, claim.Points, claim.PlaceId));
        Assert.Equal(PointsWorld.OwnUnit, claim.Scope);
        Assert.Empty(w.Book.Posted);
    }

    [Fact]
    public void Refusals_come_in_order_of_precedence()
    {
        void Gone(Household h) => h.To = Worlds.Today;
        void Ended(PointsRule r) => r.To = Worlds.Today.AddDays(-20);
        var full = PointsWorld.Claim(ClaimState.Posted);
        (full.Points, full.On) = (3600, Worlds.Today);
        Assert.Equal(FileClaimOutcome.HouseholdGone, Decide(Command(deed: ""), Gone, Ended));
        Assert.Equal(FileClaimOutcome.RuleNotInForce, Decide(Command(deed: ""), null, Ended));
        Assert.Equal(FileClaimOutcome.DeedMissing, Decide(Command(-1, deed: " ")));
        Assert.Equal(FileClaimOutcome.DayInFuture, Decide(Command(-1, 5)));
        Assert.Equal(FileClaimOutcome.DeedTooOld, Decide(Command(31, 5)));
        Assert.Equal(FileClaimOutcome.PointsOutsideRule, Decide(Command(0, 5), null, null, full));
        Assert.Equal(FileClaimOutcome.CapReached, Decide(Command(0, 600), null, null, full));
        Assert.Equal(FileClaimOutcome.Done, Decide(Command(0, 400), null, null, full));
    }

    [Fact]
    public void A_cap_counts_only_its_own_month()
    {
        var lastMonth = PointsWorld.Claim(ClaimState.Posted);
        (lastMonth.Points, lastMonth.On) = (4000, Worlds.Today.AddDays(-Worlds.Today.Day));
        Assert.Equal(FileClaimOutcome.Done, Decide(Command(0), null, null, lastMonth));
    }

    [Fact]
    public void A_rule_of_another_village_gives_nothing_here()
    {
        void Elsewhere(PointsRule r) => r.Scope = PointsWorld.Village.Parent.Child(201);
        Assert.Equal(FileClaimOutcome.RuleNotInForce, Decide(Command(), null, Elsewhere));
    }
}
