using Gulou.Kernel.Cases;

namespace Gulou.Tests.Kernel.Cases;

/// <summary>A wedding and a funeral are filed, seen to and closed; the shipped definition with a moved clock.</summary>
public sealed class BanquetTests
{
    private static readonly CaseType Type = CaseDefinitions.Shipped("4-governance/banquet.yaml");

    [Fact]
    public void A_wedding_runs_through()
    {
        var table = Filed(Wedding(tables: 12));
        Assert.Equal("filed", table.Case.State);
        Assert.Equal(new DateOnly(2026, 3, 5), Assert.Single(table.Waits).LastDay);
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Secretary, "village-review", "noted"));
        Assert.Equal("township-clerk", Assert.Single(table.Waits).Post);
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Clerk, "township-file", "filed"));
        Assert.Equal("expected", table.Case.State);
        table.PassDays(19);
        Assert.Equal("expected", table.Case.State);
        table.PassDays(1);
        Assert.Equal("held", table.Case.State);
        var visit = CaseDefinitions.Values(("actual-tables", new NumberValue(11)));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Head, "check", "visited", given: visit));
        Assert.Equal(("closed", CaseEnd.Done), (table.Case.State, table.Case.End));
        Assert.Empty(table.Waits);
        Assert.Equal(new NumberValue(11), table.Values["actual-tables"]);
    }

    [Fact]
    public void More_tables_than_agreed_are_advised_and_never_stopped()
    {
        var table = Filed(Wedding(tables: 40));
        Assert.Equal("advised", table.Case.State);
        table.PassDays(3);
        Assert.Equal("advised", table.Case.State);
        table.PassDays(1);
        Assert.Equal("filed", table.Case.State);
    }

    [Fact]
    public void A_village_sets_its_own_limit()
    {
        var table = new CaseTable(Type);
        var filed = New(Wedding(tables: 12)) with
        {
            Limits = new Dictionary<string, decimal> { ["wedding-tables"] = 10 },
        };
        Assert.Equal(CaseOutcome.Done, table.File(CaseWorld.Villager, filed));
        Assert.Equal("advised", table.Case.State);
    }

    [Fact]
    public void A_funeral_may_be_filed_afterwards()
    {
        var table = Filed(Funeral(new DateOnly(2026, 2, 28)));
        Assert.Equal("filed-late", table.Case.State);
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Secretary, "village-review", "noted"));
        Assert.Equal("held", table.Case.State);
        table.PassDays(31);
        Assert.Equal(("closed", 0L), (table.Case.State, table.Log[^1].PersonId));
    }

    [Fact]
    public void It_is_taken_back_only_by_who_filed_it()
    {
        var table = Filed(Wedding(tables: 12));
        Assert.Equal(CaseOutcome.NotAllowed, table.Do(CaseWorld.Secretary, new Withdraw()));
        Assert.Equal(CaseOutcome.Done, table.Do(CaseWorld.Villager, new Withdraw()));
        Assert.Equal(CaseEnd.Stopped, table.Case.End);
        Assert.Equal(CaseOutcome.Ended, table.Answer(CaseWorld.Secretary, "village-review", "noted"));
    }

    [Fact]
    public void Being_late_is_marked_once()
    {
        var table = Filed(Wedding(tables: 12));
        table.PassDays(30);
        Assert.True(Assert.Single(table.Waits).Overdue);
        Assert.Single(table.Log, line => line.Deed == CaseDeed.Overdue);
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Secretary, "village-review", "noted"));
    }

    [Fact]
    public void Someone_elses_household_is_not_filed_for()
    {
        var table = new CaseTable(Type);
        var other = New(Wedding(tables: 12)) with { HouseholdId = 701 };
        Assert.Equal(CaseOutcome.NotAllowed, table.File(CaseWorld.Villager, other));
        Assert.Equal(CaseOutcome.NotAllowed, table.File(CaseWorld.Stranger, other));
        Assert.Equal(CaseOutcome.Done, table.File(CaseWorld.Secretary, other with { FiledFor = 71 }));
    }

    [Fact]
    public void An_official_is_no_judge_in_the_own_household()
    {
        var own = CaseWorld.Secretary with { Home = CaseWorld.Unit };
        var table = new CaseTable(Type);
        table.File(own, New(Wedding(tables: 12)) with { HouseholdId = own.HouseholdId });
        Assert.Equal(CaseOutcome.OwnCase, table.Answer(own, "village-review", "noted"));
        var hand = new HandOver(table.WaitFor("village-review"), CaseWorld.Clerk.AsColleague());
        Assert.Equal(CaseOutcome.Done, table.Do(own, hand));
        Assert.Equal(CaseOutcome.NotWaiting, table.Answer(own, "village-review", "noted"));
        Assert.Equal(CaseOutcome.Done, table.Answer(CaseWorld.Clerk, "village-review", "noted"));
    }

    [Fact]
    public void What_is_missing_is_told()
    {
        var table = new CaseTable(Type);
        var values = CaseDefinitions.Values(("occasion", new ChoiceValue("other")));
        Assert.Equal(CaseOutcome.FormFaults, table.File(CaseWorld.Villager, New(values)));
        Assert.Equal(["what", "held-on", "days", "tables", "where"], table.Last.Faults.Select(fault => fault.Field));
    }

    private static CaseTable Filed(FormValues values)
    {
        var table = new CaseTable(Type);
        Assert.Equal(CaseOutcome.Done, table.File(CaseWorld.Villager, New(values)));
        return table;
    }

    private static NewCase New(FormValues values) =>
        new()
        {
            Place = CaseWorld.Unit,
            HouseholdId = 700,
            Values = values,
        };

    private static FormValues Wedding(int tables) => Banquet("wedding", new DateOnly(2026, 3, 20), tables);

    private static FormValues Funeral(DateOnly day) => Banquet("funeral", day, tables: 10);

    private static FormValues Banquet(string occasion, DateOnly day, int tables) =>
        CaseDefinitions.Values(
            ("occasion", new ChoiceValue(occasion)),
            ("held-on", new DateValue(day)),
            ("days", new NumberValue(2)),
            ("tables", new NumberValue(tables)),
            ("where", new TextValue("Hall"))
        );
}
