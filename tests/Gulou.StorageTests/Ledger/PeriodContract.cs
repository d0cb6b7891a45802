using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Commands;
using Gulou.Storage.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.Ledger;

/// <summary>A closed month stays as it was closed.</summary>
public abstract class PeriodContract : HouseContract
{
    /// <summary>The clock stands on 1 March 2026 at noon: February is over, and so is its hour of settling.</summary>
    private static readonly DateOnly February = new(2026, 2, 1);

    private const long Village = 11;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_closed_month_takes_no_entry_and_a_later_day_does()
    {
        var (from, to) = (await House.Open(), await House.Open());
        Assert.Equal(PostOutcome.Done, await House.Post(Of(from, to, February.AddDays(27))));
        Assert.Equal(ClosePeriodOutcome.Done, await Close(February));

        var late = await House.Answer(Of(from, to, February.AddDays(27)));
        Assert.Equal((PostOutcome.PeriodClosed, "effective_on"), (late.Outcome, late.Args.Single()));
        Assert.Equal(PostOutcome.PeriodClosed, await House.Post(Of(from, to, new DateOnly(2025, 7, 1))));
        Assert.Equal(PostOutcome.Done, await House.Post(Of(from, to, February.AddMonths(1))));
        Assert.Equal(PostOutcome.Done, await House.Post(Of(from, to, February) with { Place = Village + 1 }));
    }

    [Fact]
    public async Task What_was_recorded_before_is_corrected_in_an_open_month()
    {
        var entry = Of(await House.Open(), await House.Open(), February);
        Assert.Equal(PostOutcome.Done, await House.Post(entry));
        Assert.Equal(ClosePeriodOutcome.Done, await Close(February));

        Assert.True((await House.Answer(entry)).Replayed);
        var undo = House.On(entry, EntryKind.Reverse);
        Assert.Equal(PostOutcome.PeriodClosed, await House.Post(undo with { EffectiveOn = February }));
        Assert.Equal(PostOutcome.Done, await House.Post(undo));
    }

    [Fact]
    public async Task Closings_are_refused_in_order_of_precedence()
    {
        Assert.Equal(ClosePeriodOutcome.NotAllowed, (await House.Run(Closing(February) with { PlaceId = 99 })).Outcome);
        Assert.Equal(ClosePeriodOutcome.MonthNotOver, await Close(February.AddMonths(1)));
        Assert.Equal(ClosePeriodOutcome.Done, await Close(February));
        Assert.Equal(ClosePeriodOutcome.AlreadyClosed, await Close(February));
        Assert.Equal(ClosePeriodOutcome.AlreadyClosed, await Close(February.AddMonths(-1)));
    }

    [Fact]
    public async Task A_month_settles_for_an_hour_before_it_can_be_closed()
    {
        House.Clock.SetUtcNow(Instant.StartOf(new DateOnly(2026, 4, 1)).InShanghai.AddMinutes(59));
        Assert.Equal(ClosePeriodOutcome.MonthNotOver, await Close(new DateOnly(2026, 3, 31)));
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ClosePeriodOutcome.Done, await Close(new DateOnly(2026, 3, 31)));
    }

    [Fact]
    public async Task The_last_closed_month_opens_again_for_a_reason()
    {
        var (from, to) = (await House.Open(), await House.Open());
        var january = February.AddMonths(-1);
        await Place();
        Assert.Equal(ReopenPeriodOutcome.ReasonMissing, await Reopen(february: true, " "));
        Assert.Equal(ReopenPeriodOutcome.NotClosed, await Reopen(february: true));
        Assert.Equal(ClosePeriodOutcome.Done, await Close(january));
        Assert.Equal(ClosePeriodOutcome.Done, await Close(February));

        Assert.Equal(ReopenPeriodOutcome.LaterMonthClosed, await Reopen(february: false));
        Assert.Equal(ReopenPeriodOutcome.Done, await Reopen(february: true));
        Assert.Equal(PostOutcome.Done, await House.Post(Of(from, to, February)));
        Assert.Equal(PostOutcome.PeriodClosed, await House.Post(Of(from, to, january)));
        Assert.Equal(ClosePeriodOutcome.Done, await Close(February));
        Assert.True((await Verify()).IsClean);

        async Task<ReopenPeriodOutcome> Reopen(bool february, string reason = "漏记一笔") =>
            (
                await House.Run(
                    new ReopenPeriod
                    {
                        Id = House.NewClientId(),
                        Cell = House.Cell,
                        PlaceId = Village,
                        Month = february ? February : january,
                        Reason = reason,
                    }
                )
            ).Outcome;
    }

    /// <summary>Closings and entries from two processes: what the closing proves is what is there.</summary>
    [Fact]
    public async Task Entries_that_race_a_closing_are_in_it_or_refused()
    {
        var (from, to) = (await House.Open(), await House.Open());
        await Place();
        await using var other = House.AnotherPath();
        var entries = Enumerable.Range(0, 60).Select(_ => Of(from, to, February)).ToList();

        var posting = entries
            .Select(
                (entry, i) =>
                    (i % 2 == 0 ? House.Path : other).RunAsync(
                        Kernel.Posts.Actor.System,
                        new PostEntry
                        {
                            Id = entry.Id,
                            Cell = entry.Cell,
                            Entry = entry,
                        },
                        TestContext.Current.CancellationToken
                    )
            )
            .ToList();
        var closing = other.RunAsync(
            Kernel.Posts.Actor.System,
            Closing(February),
            TestContext.Current.CancellationToken
        );

        Assert.All(
            await Task.WhenAll(posting),
            answer => Assert.True(answer.Outcome is PostOutcome.Done or PostOutcome.PeriodClosed)
        );
        Assert.Equal(ClosePeriodOutcome.Done, (await closing).Outcome);
        Assert.Equal(PostOutcome.PeriodClosed, await House.Post(Of(from, to, February)));
        Assert.Empty((await Verify()).Faults);
    }

    [Fact]
    public async Task An_entry_slipped_into_a_closed_month_is_found()
    {
        var entry = Of(await House.Open(), await House.Open(), February);
        Assert.Equal(PostOutcome.Done, await House.Post(entry));
        Assert.Equal(ClosePeriodOutcome.Done, await Close(February));
        Assert.True((await Verify()).IsClean);

        await House.Execute("UPDATE closed_month SET month = 20260101");

        var fault = Assert.Single((await Verify()).Faults);
        Assert.Equal(("period.digest", $"month 202601 of place 7/{Village}"), (fault.Check, fault.Thing));
    }

    [Fact]
    public async Task A_trial_balance_is_told_as_of_a_day_and_as_of_a_time()
    {
        var (from, to) = (await House.Open(), await House.Open());
        Assert.Equal(PostOutcome.Done, await House.Post(Of(from, to, February, 5)));
        var then = House.Now;
        House.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(PostOutcome.Done, await House.Post(Of(from, to, February, 7)));
        Assert.Equal(PostOutcome.Done, await House.Post(Of(from, to, February.AddMonths(1), 11)));
        var hold = Of(from, to, February.AddMonths(1), 2) with { Kind = EntryKind.Hold };
        Assert.Equal(PostOutcome.Done, await House.Post(hold));

        Assert.Equal(23, await In(AsOf.Now));
        Assert.Equal(12, await In(AsOf.EndOf(February.AddDays(27))));
        Assert.Equal(5, await In(AsOf.At(then)));
        Assert.Equal(5, await In(AsOf.At(then) with { EffectiveOn = February }));

        var history = new HistoryReader(House.Database);
        Assert.Equal(new PastBalance(23, 0, 2, 4), await history.BalanceAsync(House.Cell, to.Id, AsOf.Now, Cancel));
        Assert.Equal(
            new PastBalance(-5, 0, 0, 1),
            await history.BalanceAsync(House.Cell, from.Id, AsOf.At(then), Cancel)
        );
        Assert.Equal(PostOutcome.Done, await House.Post(House.On(hold, EntryKind.VoidHold)));
        Assert.Equal(new PastBalance(23, 0, 0, 5), await history.BalanceAsync(House.Cell, to.Id, AsOf.Now, Cancel));

        async Task<long> In(AsOf at)
        {
            var place = await Place();
            var line = Assert.Single(await new HistoryReader(House.Database).TrialBalanceAsync(place, at));
            Assert.Equal(0, line.Balance);
            return line.In;
        }
    }

    private async Task<ClosePeriodOutcome> Close(DateOnly month)
    {
        await Place();
        return (await House.Run(Closing(month))).Outcome;
    }

    private Entry Of(Account from, Account to, DateOnly day, long amount = 1) =>
        House.Move(from, to, amount) with
        {
            EffectiveOn = day,
            Place = Village,
        };

    private ClosePeriod Closing(DateOnly month) =>
        new()
        {
            Id = House.NewClientId(),
            Cell = House.Cell,
            PlaceId = Village,
            Month = month,
        };

    private Task<VerifyReport> Verify() =>
        Verification.Verify(House.Database, cancellation: TestContext.Current.CancellationToken);

    /// <summary>The village whose books are closed, put on the map past the program.</summary>
    private async Task<Place> Place()
    {
        await using var db = House.Database.NewContext();
        var key = House.Scope.Child(1).Child(1);
        if (await db.Places.SingleOrDefaultAsync(p => p.Id == Village) is { } place)
            return place;
        db.Add(
            new Division
            {
                Cell = House.Cell,
                Id = Village,
                Key = key,
                Name = "台盘村村民委员会",
                ShortName = "台盘村",
            }
        );
        await db.SaveChangesAsync();
        return await db.Places.SingleAsync(p => p.Id == Village);
    }
}

public sealed class SqlitePeriodTests : PeriodContract
{
    protected override Task<House> NewHouse() => House.OnSqlite();
}

public sealed class PostgresPeriodTests(PostgresServer server) : PeriodContract
{
    protected override Task<House> NewHouse() => House.OnPostgres(server);
}
