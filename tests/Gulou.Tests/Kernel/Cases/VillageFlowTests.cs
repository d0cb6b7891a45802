using Gulou.Kernel.Cases;

namespace Gulou.Tests.Kernel.Cases;

/// <summary>Disputes, appeals and the talent survey, each along its main way and its ways out.</summary>
public sealed class VillageFlowTests
{
    private static readonly CaseType Dispute = CaseDefinitions.Shipped("4-governance/dispute.yaml");
    private static readonly CaseType Appeal = CaseDefinitions.Shipped("4-governance/appeal.yaml");
    private static readonly CaseType Survey = CaseDefinitions.Shipped("2-talent/talent-survey.yaml");

    private static readonly CaseActor Neighbour = CaseWorld.Villager with { PersonId = 71, HouseholdId = 701 };

    [Fact]
    public void A_dispute_is_settled_by_who_both_accept()
    {
        var table = Disputed();
        Assert.Equal(CaseOutcome.Done, table.Answer(Neighbour, "consent", "yes"));
        var mediator = CaseDefinitions.Values(("mediator", new IdValue(CaseWorld.Head.PersonId)));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Secretary, "choose", "chosen", given: mediator));
        var agreed = CaseDefinitions.Values(("agreement", new TextValue("the fence is moved")));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Head, "mediate", "agreed", given: agreed));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Head, "visit", "kept"));
        Assert.Equal(CaseEnd.Done, table.Case.End);
    }

    [Fact]
    public void Nobody_mediates_the_own_dispute()
    {
        var table = Disputed();
        table.Answer(Neighbour, "consent", "yes");
        table.Answer(
            CaseWorld.Secretary,
            "choose",
            "chosen",
            given: CaseDefinitions.Values(("mediator", new IdValue(Neighbour.PersonId)))
        );
        var agreed = CaseDefinitions.Values(("agreement", new TextValue("mine")));
        Assert.Equal(CaseOutcome.SamePerson, table.Answer(Neighbour, "mediate", "agreed", given: agreed));
        var back = new ReturnTo("mediate", "agreed-to") { Remark = "another, please" };
        Assert.Equal(CaseOutcome.SamePerson, table.Do(Neighbour, back));
        table.PassDays(40);
        Assert.Equal(CaseOutcome.Done, table.Do(CaseWorld.Secretary, back));
        Assert.Equal("agreed-to", table.Case.State);
    }

    [Fact]
    public void A_side_may_decline()
    {
        var table = Disputed();
        Assert.Equal(CaseOutcome.Done, table.Answer(Neighbour, "consent", "no"));
        Assert.Equal("declined", table.Case.State);
    }

    [Theory]
    [InlineData(CaseVote.For, "granted")]
    [InlineData(CaseVote.Against, "kept")]
    public void An_appeal_is_heard_by_others_than_who_looked_into_it(CaseVote vote, string end)
    {
        var table = Appealed();
        var finding = CaseDefinitions.Values(("finding", new TextValue("entered twice")));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Secretary, "look-into", "found", given: finding));
        foreach (var number in new[] { 31, 32 })
            Assert.Equal(CaseOutcome.Done, table.Sign(Member(number), "panel", vote));
        Assert.Equal("answered", table.Case.State);
        var answer = CaseDefinitions.Values(("answer", new TextValue("so it is")));
        if (vote == CaseVote.For)
        {
            Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Secretary, "answer", "grant", given: answer));
        }
        else
        {
            var kept = table.Answer(CaseWorld.Secretary, "answer", "keep", "as the panel says", answer);
            Assert.Equal(CaseOutcome.Done, kept);
            Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Clerk, "review", "keep", "looked at again"));
        }
        Assert.Equal(end, table.Case.State);
    }

    [Fact]
    public void The_last_word_is_never_of_who_looked_into_it()
    {
        var table = Appealed();
        var finding = CaseDefinitions.Values(("finding", new TextValue("-")));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Clerk, "look-into", "found", given: finding));
        table.PassDays(10);
        Assert.Equal("reviewed", table.Case.State);
        Assert.Equal(CaseOutcome.SamePerson, table.Answer(CaseWorld.Clerk, "review", "keep", "no"));
        table.PassDays(30);
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.County, "review", "grant", "right"));
    }

    [Fact]
    public void A_talent_is_filed_with_consent_notice_review_and_filing()
    {
        var table = Surveyed();
        Assert.Equal(CaseOutcome.NotAllowed, table.Answer(CaseWorld.Secretary, "consent", "yes"));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Villager, "consent", "yes"));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Secretary, "list", "list"));
        table.PassDays(7);
        Assert.Equal("noticed", table.Case.State);
        table.PassDays(1);
        Assert.Equal("township", table.Case.State);
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Clerk, "review", "agree"));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.County, "file", "filed"));
        Assert.Equal(("filed", CaseEnd.Done), (table.Case.State, table.Case.End));
    }

    [Fact]
    public void Silence_is_no_consent()
    {
        var table = Surveyed();
        table.PassDays(31);
        Assert.Equal(("dropped", CaseEnd.Stopped), (table.Case.State, table.Case.End));
    }

    private static CaseTable Disputed()
    {
        var values = CaseDefinitions.Values(
            ("kind", new ChoiceValue("neighbours")),
            ("what", new TextValue("a fence")),
            ("other-party", new IdValue(Neighbour.PersonId))
        );
        return Filed(Dispute, CaseWorld.Villager, new NewCase { Place = CaseWorld.Unit, Values = values });
    }

    private static CaseTable Appealed()
    {
        var values = CaseDefinitions.Values(
            ("against", new ChoiceValue("points")),
            ("why", new TextValue("twice")),
            ("wish", new TextValue("once"))
        );
        var filed = new NewCase
        {
            Place = CaseWorld.Unit,
            PersonId = CaseWorld.Villager.PersonId,
            HouseholdId = CaseWorld.Villager.HouseholdId,
            Values = values,
        };
        return Filed(Appeal, CaseWorld.Villager, filed);
    }

    private static CaseTable Surveyed()
    {
        var values = CaseDefinitions.Values(
            ("category", new ChoiceValue("heritage")),
            ("skill", new TextValue("batik"))
        );
        var filed = new NewCase
        {
            Place = CaseWorld.Unit,
            PersonId = CaseWorld.Villager.PersonId,
            HouseholdId = CaseWorld.Villager.HouseholdId,
            FiledFor = CaseWorld.Villager.PersonId,
            Values = values,
        };
        return Filed(Survey, CaseWorld.Worker, filed);
    }

    private static CaseTable Filed(CaseType type, CaseActor who, NewCase filed)
    {
        var table = new CaseTable(type);
        Assert.Equal(CaseOutcome.Done, table.File(who, filed));
        return table;
    }

    private static CaseActor Member(int number) => CaseWorld.Official(number, "panel-member", CaseWorld.Village);
}
