using CsCheck;
using Gulou.Kernel.Cases;

namespace Gulou.Tests.Kernel.Cases;

/// <summary>Signers and panels: the result is right under any order of words.</summary>
public sealed class CountedStepTests
{
    private static readonly Gen<CaseVote> Vote = Gen.OneOf(CaseVote.For, CaseVote.Against);
    private static readonly Gen<CaseVote> PanelVote = Gen.OneOf(CaseVote.For, CaseVote.Against, CaseVote.Abstain);

    private static readonly Gen<Share> AnyShare = Gen.Select(
        Gen.Bool,
        Gen.Int[1, 4],
        Gen.Int[2, 5],
        Gen.OneOf(ShareOf.Due, ShareOf.Present, ShareOf.Votes),
        (over, part, whole, of) => new Share(over, Math.Min(part, over ? whole - 1 : whole), whole, of)
    );

    [Fact]
    public void So_many_of_so_many_is_the_same_in_any_order() =>
        Gen.Select(Gen.Int[1, 6], Vote.Array[6], Gen.Shuffle(Enumerable.Range(0, 6).ToArray()), Gen.Int[0, 6])
            .Sample(
                (signers, votes, order, agree) =>
                {
                    agree = Math.Min(agree, signers);
                    var table = Filed(Flows.Joint(signers, agree));
                    foreach (var signer in order.Where(signer => signer < signers))
                    {
                        if (table.Case.End == CaseEnd.None)
                            Assert.Equal(CaseOutcome.Done, table.Sign(Flows.Person(signer), "sign", votes[signer]));
                    }
                    var need = agree == 0 ? signers : agree;
                    var isPassed = votes.Take(signers).Count(vote => vote == CaseVote.For) >= need;
                    Assert.Equal(isPassed ? "good" : "bad", table.Case.State);
                },
                iter: 300
            );

    [Fact]
    public void A_panel_comes_to_what_all_its_votes_say() =>
        Gen.Select(
                Gen.Int[1, 7],
                PanelVote.Array[7],
                Gen.Shuffle(Enumerable.Range(0, 7).ToArray()),
                AnyShare,
                AnyShare,
                Gen.Bool
            )
            .Sample(
                (seats, votes, order, quorum, majority, secret) =>
                {
                    var rule = new VoteRule(quorum with { Of = ShareOf.Due }, majority, null, 1);
                    var table = Filed(Flows.Panel(seats, rule, secret));
                    foreach (var member in order.Where(member => member < seats))
                    {
                        if (table.Case.End == CaseEnd.None)
                            Assert.Equal(CaseOutcome.Done, table.Sign(Flows.Person(member), "vote", votes[member]));
                    }
                    var cast = votes.Take(seats).ToList();
                    var count = new VoteCount(
                        seats,
                        seats,
                        cast.Count(vote => vote == CaseVote.For),
                        cast.Count(vote => vote == CaseVote.Against)
                    );
                    Assert.Equal(rule.IsPassed(count) ? "good" : "bad", table.Case.State);
                    Assert.Equal(!secret, table.Log.Any(line => line.Answer is "for" or "against" or "abstain"));
                },
                iter: 300
            );

    [Fact]
    public void A_panel_is_counted_when_its_time_is_over()
    {
        Assert.True(Share.TryParse("at least 2/3 of due", out var quorum));
        Assert.True(Share.TryParse("more than 1/2 of votes", out var majority));
        var rule = new VoteRule(quorum, majority, null, 1);
        foreach (var (voters, end) in new[] { (1, "bad"), (2, "good") })
        {
            var table = Filed(Flows.Panel(3, rule, secret: true));
            for (var voter = 0; voter < voters; voter++)
                Assert.Equal(CaseOutcome.Done, table.Sign(Flows.Person(voter), "vote", CaseVote.For));
            // Five days end on a Saturday, so that the Monday is still in time.
            table.PassDays(7);
            Assert.Equal("asked", table.Case.State);
            table.PassDays(1);
            Assert.Equal(end, table.Case.State);
        }
    }

    [Fact]
    public void Nobody_votes_twice_or_for_another()
    {
        var table = Filed(
            Flows.Panel(3, new VoteRule(null, new Share(false, 2, 1, ShareOf.People), null, 1), secret: false)
        );
        Assert.Equal(CaseOutcome.Done, table.Sign(Flows.Person(0), "vote", CaseVote.For));
        Assert.Equal(CaseOutcome.AlreadySigned, table.Sign(Flows.Person(0), "vote", CaseVote.For));
        var standIn = Flows.Person(1) with
        {
            Seats = [.. Flows.Person(1).Seats.Select(seat => seat with { InsteadOf = 9 })],
        };
        Assert.Equal(CaseOutcome.NotAllowed, table.Sign(standIn, "vote", CaseVote.For));
        Assert.Equal("asked", table.Case.State);
    }

    [Fact]
    public void One_person_in_two_posts_signs_once()
    {
        var table = Filed(Flows.Joint(2, 0));
        var both = Flows.Person(0) with { Seats = [.. Flows.Person(0).Seats, .. Flows.Person(1).Seats] };
        Assert.Equal(CaseOutcome.Done, table.Sign(both, "sign", CaseVote.For));
        Assert.Equal(CaseOutcome.AlreadySigned, table.Sign(both, "sign", CaseVote.For));
        Assert.Equal(CaseOutcome.Done, table.Sign(Flows.Person(1), "sign", CaseVote.For));
        Assert.Equal("good", table.Case.State);
    }

    [Fact]
    public void An_added_signer_must_agree_too()
    {
        var table = Filed(Flows.Joint(2, 1));
        Assert.Equal(CaseOutcome.Done, table.Do(Flows.Person(0), new AddSigner("sign", Flows.Person(5).AsColleague())));
        Assert.Equal(
            CaseOutcome.NotThisSigner,
            table.Do(Flows.Person(0), new AddSigner("sign", Flows.Person(5).AsColleague()))
        );
        Assert.Equal(CaseOutcome.Done, table.Sign(Flows.Person(0), "sign", CaseVote.For));
        Assert.Equal("asked", table.Case.State);
        Assert.Equal(CaseOutcome.NotThisSigner, table.Do(Flows.Person(1), new DropSigner(Added(table))));
        Assert.Equal(CaseOutcome.Done, table.Sign(Flows.Person(5), "sign", CaseVote.For));
        Assert.Equal("good", table.Case.State);
    }

    [Fact]
    public void What_is_complete_without_a_dropped_signer_goes_on()
    {
        var table = Filed(Flows.Joint(2, 1));
        table.Do(Flows.Person(0), new AddSigner("sign", Flows.Person(5).AsColleague()));
        table.Sign(Flows.Person(0), "sign", CaseVote.For);
        Assert.Equal(CaseOutcome.Done, table.Do(Flows.Person(0), new DropSigner(Added(table))));
        Assert.Equal("good", table.Case.State);
    }

    [Theory]
    [InlineData(60, 40, 21, 19, "good")]
    [InlineData(60, 40, 20, 20, "bad")]
    [InlineData(60, 39, 39, 0, "none")]
    public void A_meetings_numbers_decide(int due, int present, int agree, int against, string end)
    {
        var table = Filed(Flows.Meeting());
        Assert.Equal(
            CaseOutcome.Done,
            table.Answer(Flows.Person(0), "count", "", given: Flows.Count(due, present, agree, against))
        );
        Assert.Equal(end, table.Case.State);
    }

    [Theory]
    [InlineData(60, 61, 20, 20)]
    [InlineData(60, 40, 30, 20)]
    public void Numbers_that_cannot_be_are_refused(int due, int present, int agree, int against)
    {
        var table = Filed(Flows.Meeting());
        var count = Flows.Count(due, present, agree, against);
        Assert.Equal(CaseOutcome.UnsoundCount, table.Answer(Flows.Person(0), "count", "", given: count));
    }

    private static long Added(CaseTable table) => table.Waits.Single(wait => wait.AddedBy is not null).Id;

    private static CaseTable Filed(CaseType type)
    {
        var table = new CaseTable(type);
        Assert.Equal(CaseOutcome.Done, table.File(CaseWorld.Secretary, Flows.New));
        return table;
    }
}
