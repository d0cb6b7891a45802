using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Notices;
using Gulou.Storage.Commands;
using Gulou.Tests.Storage;

namespace Gulou.Tests.Areas.Governance.Points;

public class ReviewClaimTests
{
    private static ReviewClaim Command(bool approves = true, string reason = "") =>
        new()
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            ClaimId = PointsWorld.ClaimId,
            Approves = approves,
            Reason = reason,
        };

    private static World WorldOf(
        ReviewClaim command,
        Claim claim,
        long member,
        long? household,
        params Review[] earlier
    )
    {
        var w = Worlds.Of(command, PointsWorld.Member(member, household)).WithEmptyLedger();
        w.Given(Worlds.Cell, claim.Id, claim);
        w.Given(Worlds.Cell, PointsWorld.HouseholdId, PointsWorld.Household());
        w.Given(Worlds.Cell, PointsWorld.RuleId, PointsWorld.Rule());
        w.Given(new ReviewsOf(Worlds.Cell, claim.Id), earlier);
        return w;
    }

    private static Review By(long person, bool approves) =>
        new()
        {
            Cell = Worlds.Cell,
            Id = person,
            ClaimId = PointsWorld.ClaimId,
            PersonId = person,
            Approves = approves,
        };

    [Fact]
    public void The_first_word_decides_nothing()
    {
        var (command, claim) = (Command(), PointsWorld.Claim());
        var w = WorldOf(command, claim, 1, null);
        Assert.Equal(ReviewClaimOutcome.Done, command.DecideIn(w));
        Assert.Equal(ClaimState.InReview, claim.State);
        Assert.Empty(w.Book.Posted);
        Assert.Single(w.Added<Review>());
    }

    [Fact]
    public void The_second_approval_publishes_and_holds_the_points()
    {
        var (command, claim) = (Command(), PointsWorld.Claim());
        var w = WorldOf(command, claim, 2, null, By(1, true));
        Assert.Equal(ReviewClaimOutcome.Done, command.DecideIn(w));
        Assert.Equal((600L, 0L), (w.HeldIn(), w.Balance()));
        Assert.Equal(ClaimState.Notified, claim.State);
        var notice = Assert.Single(w.Added<Notice>());
        // Published on the 2nd; five days, the first not counted: the 3rd to the 7th.
        Assert.Equal((Worlds.Today, new DateOnly(2026, 3, 8)), (notice.From, notice.Until));
        Assert.True(notice.IsOnBoard(new DateOnly(2026, 3, 7)));
        Assert.False(notice.IsOnBoard(new DateOnly(2026, 3, 8)));
        Assert.DoesNotContain("杨", notice.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_last_to_the_end_of_the_year_after_the_deed()
    {
        var (command, claim) = (Command(), PointsWorld.Claim());
        var w = WorldOf(command, claim, 2, null, By(1, true));
        command.DecideIn(w);
        var account = Assert.Single(w.Book.Lots(PointsAccounts.Of(Worlds.Cell, PointsWorld.HouseholdId)));
        Assert.Equal(2027, account.Lot);
    }

    [Fact]
    public void The_second_refusal_ends_it_without_any_entry()
    {
        var (command, claim) = (Command(false, "没有证明"), PointsWorld.Claim());
        var w = WorldOf(command, claim, 2, null, By(1, false));
        Assert.Equal(ReviewClaimOutcome.Done, command.DecideIn(w));
        Assert.Equal(ClaimState.Rejected, claim.State);
        Assert.Empty(w.Book.Posted);
    }

    [Fact]
    public void One_yes_and_one_no_leave_it_to_the_third()
    {
        var (command, claim) = (Command(), PointsWorld.Claim());
        Assert.Equal(ReviewClaimOutcome.Done, command.DecideIn(WorldOf(command, claim, 2, null, By(1, false))));
        Assert.Equal(ClaimState.InReview, claim.State);
        var third = Command();
        third.DecideIn(WorldOf(third, claim, 3, null, By(1, false), By(2, true)));
        Assert.Equal(ClaimState.Notified, claim.State);
    }

    [Fact]
    public void A_claim_goes_along_with_a_household_that_was_joined_into_another()
    {
        const long Survivor = 101;
        var (command, claim) = (Command(), PointsWorld.Claim());
        var w = WorldOf(command, claim, 2, null, By(1, true));
        var ended = PointsWorld.Household();
        (ended.To, ended.SuccessorId) = (Worlds.Today, Survivor);
        var into = PointsWorld.Household();
        (into.Id, into.Scope) = (Survivor, PointsWorld.Village.Child(2));
        w.Given(Worlds.Cell, ended.Id, ended);
        w.Given(Worlds.Cell, Survivor, into);
        w.Book.LoadLots(PointsAccounts.Of(Worlds.Cell, Survivor), []);
        Assert.Equal(ReviewClaimOutcome.Done, command.DecideIn(w));
        Assert.Equal((Survivor, PointsWorld.OwnUnit), (claim.HouseholdId, claim.Scope));
        var account = Assert.Single(w.Book.Lots(PointsAccounts.Of(Worlds.Cell, Survivor)));
        Assert.Equal((claim.Points, into.Scope), (account.HeldIn, account.Scope));
        Assert.Equal(0, w.HeldIn());
        Assert.Equal(Survivor, Assert.Single(w.Book.Posted).Entry.Party);

        // Nor does one of the surviving household have a word on it.
        claim = PointsWorld.Claim();
        var own = Command();
        w = WorldOf(own, claim, 2, Survivor);
        w.Given(Worlds.Cell, ended.Id, ended);
        w.Given(Worlds.Cell, Survivor, into);
        w.Book.LoadLots(PointsAccounts.Of(Worlds.Cell, Survivor), []);
        Assert.Equal(ReviewClaimOutcome.OwnHousehold, own.DecideIn(w));
    }

    [Fact]
    public void A_claim_of_a_household_that_moved_away_can_only_be_refused()
    {
        var gone = PointsWorld.Household();
        gone.To = Worlds.Today;
        foreach (var approves in (bool[])[true, false])
        {
            var (command, claim) = (Command(approves, "已迁走"), PointsWorld.Claim());
            var w = WorldOf(command, claim, 2, null, By(1, approves));
            w.Given(Worlds.Cell, gone.Id, gone);
            Assert.Equal(approves ? ReviewClaimOutcome.HouseholdGone : ReviewClaimOutcome.Done, command.DecideIn(w));
            Assert.Equal(approves ? ClaimState.InReview : ClaimState.Rejected, claim.State);
        }
    }

    [Fact]
    public void Refusals_come_in_order_of_precedence()
    {
        var own = PointsWorld.HouseholdId;
        Assert.Equal(ReviewClaimOutcome.NotInReview, Decide(PointsWorld.Claim(ClaimState.Posted), 9, own));
        Assert.Equal(ReviewClaimOutcome.OwnHousehold, Decide(PointsWorld.Claim(), 9, own));
        Assert.Equal(ReviewClaimOutcome.OwnClaim, Decide(PointsWorld.Claim(), 9, null, By(9, true)));
        Assert.Equal(ReviewClaimOutcome.AlreadyReviewed, Decide(PointsWorld.Claim(), 1, null, By(1, true)));
        Assert.Equal(ReviewClaimOutcome.ReasonMissing, Decide(PointsWorld.Claim(), 2, null, By(1, true)));

        static ReviewClaimOutcome Decide(Claim claim, long member, long? household, params Review[] earlier)
        {
            var command = Command(approves: false);
            return command.DecideIn(WorldOf(command, claim, member, household, earlier));
        }
    }
}
