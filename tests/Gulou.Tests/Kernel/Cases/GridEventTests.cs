using Gulou.Kernel.Cases;

namespace Gulou.Tests.Kernel.Cases;

/// <summary>A grid event from report to rating, and every other way out.</summary>
public sealed class GridEventTests
{
    private static readonly CaseType Type = CaseDefinitions.Shipped("4-governance/grid-event.yaml");

    private static readonly FormValues Handler = CaseDefinitions.Values(
        ("handler", new IdValue(CaseWorld.Worker.PersonId))
    );

    private static readonly FormValues Done = CaseDefinitions.Values(("done", new TextValue("mended")));

    [Fact]
    public void It_is_reported_handled_checked_and_rated()
    {
        var table = Handled();
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Head, "verify", "right"));
        var rating = CaseDefinitions.Values(("rating", new ChoiceValue("good")));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Villager, "rate", "rate", given: rating));
        Assert.Equal(("closed", CaseEnd.Done), (table.Case.State, table.Case.End));
    }

    [Fact]
    public void Who_handled_it_does_not_check_it()
    {
        var table = Filed("ordinary");
        table.Answer(CaseWorld.Secretary, "accept", "accept");
        var self = CaseDefinitions.Values(("handler", new IdValue(CaseWorld.Secretary.PersonId)));
        table.Answer(CaseWorld.Secretary, "assign", "assign", given: self);
        table.Answer(CaseWorld.Secretary, "take", "take");
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Secretary, "handle", "done", given: Done));
        Assert.Equal(CaseOutcome.SamePerson, table.Answer(CaseWorld.Secretary, "verify", "right"));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Head, "verify", "right"));
    }

    [Fact]
    public void What_was_not_done_is_done_again()
    {
        var table = Handled();
        Assert.Equal(CaseOutcome.RemarkMissing, table.Answer(CaseWorld.Head, "verify", "again"));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Head, "verify", "again", "still broken"));
        Assert.Equal("accepted", table.Case.State);
    }

    [Fact]
    public void Late_ones_climb_to_village_township_and_county()
    {
        var table = Assigned("ordinary");
        table.Answer(CaseWorld.Worker, "take", "take");
        table.PassDays(3);
        Assert.DoesNotContain(table.Waits, wait => wait.Post.Length > 0);
        table.PassDays(1);
        Assert.Equal(["village-secretary"], Called(table));
        table.PassDays(1);
        Assert.Equal(["village-secretary", "township-clerk"], Called(table));
        table.PassDays(7);
        Assert.Equal(["village-secretary", "township-clerk", "county-office"], Called(table));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Clerk, "handle", "done", given: Done));
    }

    [Theory]
    [InlineData("immediate", 1)]
    [InlineData("ordinary", 4)]
    public void How_urgent_it_is_says_how_fast(string urgency, int hours)
    {
        var table = Filed(urgency);
        Assert.Equal(CaseWorld.Start.Plus(TimeSpan.FromHours(hours)), Assert.Single(table.Waits).DueAt);
        table.Pass(TimeSpan.FromHours(hours));
        Assert.Equal(["township-clerk"], Called(table).Except(["village-secretary"]));
    }

    [Fact]
    public void Small_ones_are_settled_on_the_spot()
    {
        var table = Filed("ordinary");
        Assert.Equal(CaseOutcome.FormFaults, table.Answer(CaseWorld.Worker, "settle", "settled"));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Worker, "settle", "settled", given: Done));
        Assert.Equal("spot", table.Case.State);
    }

    [Fact]
    public void A_duplicate_is_merged_and_a_closed_one_opened_again()
    {
        var table = Filed("ordinary");
        var other = new CaseRecord
        {
            Cell = 1,
            Id = 2,
            Type = Type.Key,
            State = "accepted",
        };
        Assert.Equal(CaseOutcome.NotMergeable, table.Do(CaseWorld.Secretary, new MergeInto(table.Case)));
        Assert.Equal(CaseOutcome.Done, table.Do(CaseWorld.Secretary, new MergeInto(other)));
        Assert.Equal(("merged", 2L), (table.Case.State, table.Case.MergedInto));

        var closed = Handled();
        closed.Answer(CaseWorld.Head, "verify", "right");
        Assert.Equal(CaseOutcome.NotEnded, closed.Do(CaseWorld.Villager, new Reopen()));
        closed.PassDays(8);
        Assert.Equal("closed", closed.Case.State);
        Assert.Equal(CaseOutcome.Done, closed.Do(CaseWorld.Villager, new Reopen()));
        Assert.Equal(("accepted", CaseEnd.None), (closed.Case.State, closed.Case.End));
    }

    [Fact]
    public void After_its_time_it_stays_closed()
    {
        var table = Handled();
        table.Answer(CaseWorld.Head, "verify", "right");
        table.PassDays(40);
        Assert.Equal(CaseOutcome.TooLate, table.Do(CaseWorld.Villager, new Reopen()));
    }

    [Fact]
    public void Only_named_people_read_it()
    {
        var table = Handled();
        foreach (
            var who in new[]
            {
                CaseWorld.Villager,
                CaseWorld.Secretary,
                CaseWorld.Clerk,
                CaseWorld.Head,
                CaseWorld.Worker,
            }
        )
            Assert.True(CaseFlow.MaySee(Type, table.Scene, who, table.Now));
        var neighbour = CaseWorld.Villager with { PersonId = 71, HouseholdId = 701 };
        foreach (var who in new[] { neighbour, CaseWorld.Stranger })
            Assert.False(CaseFlow.MaySee(Type, table.Scene, who, table.Now));
    }

    private static IEnumerable<string> Called(CaseTable table) =>
        table.Waits.Where(wait => wait.Post.Length > 0).Select(wait => wait.Post);

    private static CaseTable Handled()
    {
        var table = Assigned("ordinary");
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Worker, "take", "take"));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Worker, "handle", "done", given: Done));
        return table;
    }

    private static CaseTable Assigned(string urgency)
    {
        var table = Filed(urgency);
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Secretary, "accept", "accept"));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Secretary, "assign", "assign", given: Handler));
        return table;
    }

    private static CaseTable Filed(string urgency)
    {
        var table = new CaseTable(Type);
        var values = CaseDefinitions.Values(
            ("category", new ChoiceValue("supply")),
            ("urgency", new ChoiceValue(urgency)),
            ("what", new TextValue("a burst pipe"))
        );
        Assert.Equal(
            CaseOutcome.Done,
            table.File(CaseWorld.Villager, new NewCase { Place = CaseWorld.Unit, Values = values })
        );
        return table;
    }
}
