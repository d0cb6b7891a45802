using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Tests.Storage;

namespace Gulou.Tests.Areas.Governance.Points;

/// <summary>How a claim ends: the notice runs out, someone objects, the village answers.</summary>
public class SettlementTests
{
    private static readonly Instant AfterNotice = Instant.StartOf(Worlds.Today.AddDays(6));

    private static CloseNotice Close() =>
        new()
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            ClaimId = PointsWorld.ClaimId,
        };

    private static ObjectTo Object(bool onBoard = false, string reason = "没有这回事") =>
        new()
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            About = ObjectionTo.Claim,
            Subject = PointsWorld.ClaimId,
            Reason = reason,
            OnBoard = onBoard,
        };

    private static AnswerObjection Answer(bool upheld, string words = "查过了") =>
        new()
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            ObjectionId = 400,
            Upheld = upheld,
            Answer = words,
        };

    private static Objection Open(long person = 7) =>
        new()
        {
            Cell = Worlds.Cell,
            Id = 400,
            Scope = PointsWorld.OwnUnit,
            About = ObjectionTo.Claim,
            Subject = PointsWorld.ClaimId,
            PersonId = person,
            Reason = "没有这回事",
            State = ObjectionState.Open,
        };

    private static World WorldOf(Command command, Claim claim, Instant? now = null, params Objection[] objections)
    {
        var w = Worlds.Of(command, PointsWorld.Member(5), now).WithEmptyLedger();
        w.Given(Worlds.Cell, claim.Id, claim);
        foreach (var objection in objections)
            w.Given(Worlds.Cell, objection.Id, objection);
        w.Given(new ObjectionsTo(Worlds.Cell, claim.Id), objections);
        w.Hold(claim);
        return w;
    }

    [Fact]
    public void After_the_notice_the_held_points_are_the_households()
    {
        var (command, claim) = (Close(), PointsWorld.Claim(ClaimState.Notified));
        var w = WorldOf(command, claim, AfterNotice);
        Assert.Equal(CloseNoticeOutcome.Done, command.DecideIn(w));
        Assert.Equal((0L, 600L), (w.HeldIn(), w.Balance()));
        Assert.Equal(ClaimState.Posted, claim.State);
    }

    [Fact]
    public void Before_the_end_or_under_objection_nothing_is_posted()
    {
        var early = Close();
        var w = WorldOf(early, PointsWorld.Claim(ClaimState.Notified));
        Assert.Equal(CloseNoticeOutcome.NotYetOver, early.DecideIn(w));
        var objected = Close();
        var v = WorldOf(objected, PointsWorld.Claim(ClaimState.Objected), AfterNotice);
        Assert.Equal(CloseNoticeOutcome.NotOnNotice, objected.DecideIn(v));
        Assert.Equal((600L, 0L), (v.HeldIn(), v.Balance()));
    }

    [Fact]
    public void An_objection_keeps_the_points_held()
    {
        var (command, claim) = (Object(onBoard: true), PointsWorld.Claim(ClaimState.Notified));
        var w = WorldOf(command, claim);
        Assert.Equal(ObjectToOutcome.Done, command.DecideIn(w));
        Assert.Equal(ClaimState.Objected, claim.State);
        Assert.Equal(600, w.HeldIn());
        Assert.Equal(ObjectionState.Open, Assert.Single(w.Added<Objection>()).State);
    }

    [Fact]
    public void Objections_are_refused_in_order_of_precedence()
    {
        Assert.Equal(ObjectToOutcome.ReasonMissing, Decide(Object(true, " "), ClaimState.Posted));
        Assert.Equal(ObjectToOutcome.NotPublished, Decide(Object(true), ClaimState.Rejected));
        Assert.Equal(ObjectToOutcome.AlreadyClosed, Decide(Object(), ClaimState.Rejected, Open(5)));
        Assert.Equal(ObjectToOutcome.AlreadyObjected, Decide(Object(), ClaimState.Objected, Open(5)));
        Assert.Equal(ObjectToOutcome.Done, Decide(Object(), ClaimState.Objected, Open(6)));

        static ObjectToOutcome Decide(ObjectTo command, ClaimState state, params Objection[] objections) =>
            command.DecideIn(WorldOf(command, PointsWorld.Claim(state), null, objections));
    }

    [Fact]
    public void Upheld_during_the_notice_releases_the_points()
    {
        var (command, claim) = (Answer(upheld: true), PointsWorld.Claim(ClaimState.Objected));
        var w = WorldOf(command, claim, null, Open());
        Assert.Equal(AnswerObjectionOutcome.Done, command.DecideIn(w));
        Assert.Equal((0L, 0L), (w.HeldIn(), w.Balance()));
        Assert.Equal(ClaimState.Rejected, claim.State);
    }

    [Fact]
    public void Declined_lets_the_notice_go_on_unless_another_objection_is_open()
    {
        var (command, claim) = (Answer(upheld: false), PointsWorld.Claim(ClaimState.Objected));
        Assert.Equal(AnswerObjectionOutcome.Done, command.DecideIn(WorldOf(command, claim, null, Open())));
        Assert.Equal(ClaimState.Notified, claim.State);

        var other = Open(8);
        other.Id = 401;
        var (second, still) = (Answer(upheld: false), PointsWorld.Claim(ClaimState.Objected));
        Assert.Equal(AnswerObjectionOutcome.Done, second.DecideIn(WorldOf(second, still, null, Open(), other)));
        Assert.Equal(ClaimState.Objected, still.State);
    }

    [Theory]
    [InlineData(0, AnswerObjectionOutcome.Done, ClaimState.Reversed, 0)]
    [InlineData(1, AnswerObjectionOutcome.PointsAlreadySpent, ClaimState.Posted, 599)]
    public void Upheld_after_posting_reverses_what_is_not_spent(
        long spent,
        AnswerObjectionOutcome expected,
        ClaimState state,
        long left
    )
    {
        var command = Answer(upheld: true);
        var claim = PointsWorld.Claim(ClaimState.Posted);
        var w = WorldOf(command, claim, null, Open());
        claim.Settlement = Worlds.NewId();
        var hold = w.Book.Find(Worlds.Cell, claim.Hold!.Value)!.Entry;
        w.MustPost(hold with { Id = claim.Settlement.Value, Kind = EntryKind.PostHold, Target = hold.Id, Legs = [] });
        if (spent > 0)
            Spend(w, hold, spent);
        Assert.Equal(expected, command.DecideIn(w));
        Assert.Equal((state, left), (claim.State, w.Balance()));
    }

    [Fact]
    public void The_village_bears_what_is_spent_when_the_answer_says_so()
    {
        var command = Answer(upheld: true) with { FundBears = true };
        var claim = PointsWorld.Claim(ClaimState.Posted);
        var w = WorldOf(command, claim, null, Open());
        claim.Settlement = Worlds.NewId();
        var hold = w.Book.Find(Worlds.Cell, claim.Hold!.Value)!.Entry;
        w.MustPost(hold with { Id = claim.Settlement.Value, Kind = EntryKind.PostHold, Target = hold.Id, Legs = [] });
        Spend(w, hold, 100);
        Assert.Equal(AnswerObjectionOutcome.Done, command.DecideIn(w));
        Assert.Equal((ClaimState.Reversed, 0L), (claim.State, w.Balance()));
        var fund = Assert.Single(w.Book.Lots(PointsAccounts.Fund(Worlds.Cell, claim.PlaceId)));
        Assert.Equal(-100, fund.Balance);
    }

    private static void Spend(World w, Entry hold, long amount) =>
        w.MustPost(
            hold with
            {
                Id = Worlds.NewId(),
                Kind = EntryKind.Post,
                Legs =
                [
                    new Leg(hold.Legs[1].Account, Unit.CivicPoints, -amount),
                    new Leg(hold.Legs[0].Account, Unit.CivicPoints, amount),
                ],
            }
        );

    [Fact]
    public void Answers_are_refused_in_order_of_precedence()
    {
        var answered = Open();
        answered.State = ObjectionState.Declined;
        var own = PointsWorld.Claim(ClaimState.Objected);
        Assert.Equal(AnswerObjectionOutcome.AlreadyAnswered, Decide(Answer(true, ""), PointsWorld.Claim(), answered));
        own.HouseholdId = PointsWorld.HouseholdId;
        Assert.Equal(AnswerObjectionOutcome.AnswerMissing, Decide(Answer(true, ""), own, Open()));

        static AnswerObjectionOutcome Decide(AnswerObjection command, Claim claim, Objection objection) =>
            command.DecideIn(WorldOf(command, claim, null, objection));
    }

    [Fact]
    public void Nobody_answers_about_the_own_household()
    {
        var (command, claim) = (Answer(true, ""), PointsWorld.Claim(ClaimState.Objected));
        var w = Worlds.Of(command, PointsWorld.Member(5, PointsWorld.HouseholdId)).WithEmptyLedger();
        w.Given(Worlds.Cell, claim.Id, claim);
        w.Given(Worlds.Cell, 400, Open());
        w.Given(new ObjectionsTo(Worlds.Cell, claim.Id), [Open()]);
        Assert.Equal(AnswerObjectionOutcome.OwnHousehold, command.DecideIn(w));
    }
}
