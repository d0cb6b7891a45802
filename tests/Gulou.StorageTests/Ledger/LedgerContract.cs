using Gulou.Kernel.Ledger;
using Gulou.Storage.Commands;
using Gulou.Storage.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.Ledger;

/// <summary>
/// What the ledger promises, on whichever database. L and a number name a case of the ledger's semantics.
/// </summary>
public abstract class LedgerContract : HouseContract
{
    [Fact]
    public async Task L01_replay_gives_the_first_answer_and_writes_nothing()
    {
        var entry = House.Move(await House.Open(), await House.Open(), 5);
        Assert.Equal((PostOutcome.Done, false), await PostTwice(entry));
        var rows = await House.Rows();

        Assert.Equal((PostOutcome.Done, true), await PostTwice(entry));
        Assert.Equal(rows, await House.Rows());
    }

    [Fact]
    public async Task L02_replay_with_another_amount_is_refused_before_any_balance_rule()
    {
        var (from, to) = (await House.OpenWith(10), await House.Open());
        var entry = House.Move(from, to, 10);
        Assert.Equal(PostOutcome.Done, await House.Post(entry));
        var rows = await House.Rows();

        Assert.Equal(
            PostOutcome.IdUsedWithOtherContent,
            await House.Post(House.Move(from, to, 999) with { Id = entry.Id })
        );
        Assert.Equal(rows, await House.Rows());
    }

    [Fact]
    public async Task L03_replay_with_another_field_names_the_field()
    {
        var (from, to, other) = (await House.Open(), await House.Open(), await House.Open());
        var entry = House.Move(from, to, 5) with
        {
            Kind = EntryKind.Hold,
            Until = House.Now.Plus(TimeSpan.FromDays(1)),
        };
        Assert.Equal(PostOutcome.Done, await House.Post(entry));

        (Entry Changed, string Field)[] cases =
        [
            (entry with { Legs = [entry.Legs[0], new Leg(other.Id, other.Unit, 5)] }, "legs"),
            (entry with { Legs = [.. entry.Legs.Select(leg => leg with { Unit = Unit.Yuan })] }, "legs"),
            (entry with { Kind = EntryKind.Post }, "kind"),
            (entry with { Memo = "other" }, "memo"),
            (entry with { EffectiveOn = entry.EffectiveOn.AddDays(1) }, "effective_on"),
            (entry with { Party = 3 }, "party"),
            (entry with { Until = House.Now.Plus(TimeSpan.FromDays(2)) }, "until"),
            (entry with { Reason = "test.other" }, "reason"),
            (entry with { Place = 12 }, "place"),
            (entry with { Subject = 12 }, "subject"),
            (entry with { Target = House.NewClientId() }, "target"),
        ];
        foreach (var (changed, field) in cases)
        {
            var answer = await House.Answer(changed);
            Assert.Equal((PostOutcome.IdUsedWithOtherContent, field), (answer.Outcome, answer.Args.Single()));
        }
    }

    [Fact]
    public async Task L07_groups_in_a_batch_stand_or_fall_for_themselves()
    {
        var (from, to) = (await House.OpenWith(10), await House.Open());
        var first = House.Move(from, to, 1);
        var last = House.Move(from, to, 2);
        var group = Group(House.Move(from, to, 3), House.Move(from, to, 99), House.Move(from, to, 1));

        var one = House.Answer(first);
        var three = House.Run(group);
        var two = House.Answer(last);

        Assert.Equal(PostOutcome.Done, (await one).Outcome);
        Assert.Equal(PostOutcome.Done, (await two).Outcome);
        Assert.Equal(
            [PostOutcome.FellWithItsGroup, PostOutcome.BelowZero, PostOutcome.FellWithItsGroup],
            group.Each(await three)
        );
        Assert.Equal(7, (await House.Read(from)).Balance);
    }

    [Fact]
    public async Task L08_limit_counts_what_is_held_as_used()
    {
        var (from, to) = (await House.OpenWith(10), await House.Open());
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(from, to, 4) with { Kind = EntryKind.Hold }));

        Assert.Equal(PostOutcome.BelowZero, await House.Post(House.Move(from, to, 7)));
        Assert.Equal(PostOutcome.BelowZero, await House.Post(House.Move(from, to, 7) with { Kind = EntryKind.Hold }));
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(from, to, 6)));
    }

    [Fact]
    public async Task L09_limit_on_the_other_side_keeps_a_liability_shrinking()
    {
        var (debt, cash) = (await House.Open(Limits.NotAboveZero), await House.Open());
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(debt, cash, 10)));
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(cash, debt, 4) with { Kind = EntryKind.Hold }));

        Assert.Equal(PostOutcome.AboveZero, await House.Post(House.Move(cash, debt, 7)));
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(cash, debt, 6)));
    }

    [Fact]
    public async Task L10_an_account_has_one_leg()
    {
        var account = await House.Open();
        Assert.Equal(PostOutcome.SameAccountTwice, await House.Post(House.Move(account, account, 5)));
    }

    [Fact]
    public async Task L11_every_unit_sums_to_zero_for_itself()
    {
        var (shop, house) = (await House.Open(), await House.OpenWith(30));
        var (stock, handedOut) = (await House.OpenWith(2, unit: 900), await House.Open(unit: 900));

        Assert.Equal(
            PostOutcome.NotBalanced,
            await House.Post(House.Entry(new Leg(house.Id, house.Unit, -2), new Leg(handedOut.Id, 900, 2)))
        );
        Assert.Equal(
            PostOutcome.WrongUnit,
            await House.Post(House.Entry(new Leg(house.Id, 900, -2), new Leg(handedOut.Id, 900, 2)))
        );
        Assert.Equal(
            PostOutcome.Done,
            await House.Post(
                House.Entry(
                    new Leg(house.Id, house.Unit, -30),
                    new Leg(shop.Id, shop.Unit, 30),
                    new Leg(stock.Id, 900, -1),
                    new Leg(handedOut.Id, 900, 1)
                ) with
                {
                    Party = house.Owner,
                }
            )
        );
    }

    [Fact]
    public async Task L13_amounts_are_never_nothing_and_never_wrap_around()
    {
        var (a, b, c) = (await House.Open(), await House.Open(), await House.Open());
        Assert.Equal(PostOutcome.ZeroAmount, await House.Post(House.Move(a, b, 0)));
        Assert.Equal(PostOutcome.WrongNumberOfLegs, await House.Post(House.Entry()));
        Assert.Equal(PostOutcome.WrongNumberOfLegs, await House.Post(House.Entry(new Leg(a.Id, a.Unit, 1))));
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(a, b, long.MaxValue)));
        Assert.Equal(PostOutcome.Overflow, await House.Post(House.Move(a, b, 2)));
        Assert.Equal(
            PostOutcome.Overflow,
            await House.Post(House.Move(a, b, long.MaxValue) with { Kind = EntryKind.Hold })
        );
        // The smallest number has no opposite: it could never be reversed.
        Assert.Equal(
            PostOutcome.Overflow,
            await House.Post(
                House.Entry(
                    new Leg(b.Id, b.Unit, long.MinValue),
                    new Leg(a.Id, a.Unit, long.MaxValue),
                    new Leg(c.Id, c.Unit, 1)
                )
            )
        );
    }

    [Fact]
    public async Task L14_holds_add_up_beside_the_balance()
    {
        var (from, to) = (await House.OpenWith(100), await House.Open());
        foreach (var amount in (long[])[15, 15, 15, 7, 1, 1])
            Assert.Equal(
                PostOutcome.Done,
                await House.Post(House.Move(from, to, amount) with { Kind = EntryKind.Hold })
            );
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(from, to, 15)));

        var (gives, gains) = (await House.Read(from), await House.Read(to));
        Assert.Equal((54, 85, 31), (gives.HeldOut, gives.Balance, gives.Available));
        Assert.Equal((54, 15, 15), (gains.HeldIn, gains.Balance, gains.Available));
    }

    [Theory]
    [InlineData(EntryKind.PostHold)]
    [InlineData(EntryKind.VoidHold)]
    public async Task L25_an_ordinary_entry_cannot_be_settled(EntryKind kind)
    {
        var entry = House.Move(await House.Open(), await House.Open(), 5);
        Assert.Equal(PostOutcome.Done, await House.Post(entry));

        Assert.Equal(PostOutcome.NotAHold, await House.Post(House.On(entry, kind)));
    }

    [Theory]
    [InlineData(EntryKind.PostHold)]
    [InlineData(EntryKind.VoidHold)]
    public async Task L27_what_is_not_there_cannot_be_settled(EntryKind kind)
    {
        var hold = House.Move(await House.Open(), await House.Open(), 5) with { Kind = EntryKind.Hold };
        Assert.Equal(PostOutcome.TargetNotFound, await House.Post(House.On(hold, kind)));
        Assert.Equal(PostOutcome.Done, await House.Post(hold));

        var settlement = House.On(hold, kind);
        // An entry lies in one cell, and from another it is not there.
        Assert.Equal(PostOutcome.TargetNotFound, await House.Post(settlement with { Cell = House.Cell + 1 }));
        Assert.Equal(PostOutcome.TargetIsItself, await House.Post(settlement with { Target = settlement.Id }));
        Assert.Equal(PostOutcome.Done, await House.Post(settlement));
    }

    [Fact]
    public async Task L29_an_atomic_batch_with_one_bad_entry_writes_nothing()
    {
        var (from, to) = (await House.OpenWith(10), await House.Open());
        var rows = await House.Rows();
        var group = Group([.. Enumerable.Range(0, 20).Select(i => House.Move(from, to, i == 13 ? 11 : 1))]);

        var each = group.Each(await House.Run(group));

        // Ten of one each are there; the eleventh is the first that does not fit.
        Assert.Equal(10, each.ToList().IndexOf(PostOutcome.BelowZero));
        Assert.Equal(19, each.Count(outcome => outcome == PostOutcome.FellWithItsGroup));
        Assert.Equal(rows, await House.Rows());
        Assert.Equal(10, (await House.Read(from)).Balance);
    }

    [Fact]
    public async Task L30_what_a_refused_step_did_leaves_no_trace()
    {
        var (from, to) = (await House.OpenWith(10), await House.Open());
        var rows = await House.Rows();

        var answer = await House.Run(
            new MoveThenFail(House.Move(from, to, 4)) { Id = House.NewClientId(), Cell = House.Cell }
        );

        Assert.Equal(StepOutcome.LaterEffectRefused, answer.Outcome);
        Assert.Equal(rows, await House.Rows());
        var account = await House.Read(from);
        Assert.Equal((10, 0, 1), (account.Balance, account.HeldOut, account.Version));
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(from, to, 10)));
    }

    [Fact]
    public async Task L37_every_unit_sums_to_zero_over_all_accounts()
    {
        var (from, to) = (await House.OpenWith(10), await House.Open());
        var hold = House.Move(from, to, 6) with { Kind = EntryKind.Hold };
        var move = House.Move(from, to, 3);
        await House.Post(hold);
        await House.Post(move);
        await House.Post(House.On(hold, EntryKind.PostHold, new Leg(from.Id, 1, -2), new Leg(to.Id, 1, 2)));
        await House.Post(House.On(move, EntryKind.Reverse));

        await using var db = House.Database.NewContext();
        var sums = await db
            .Accounts.GroupBy(a => a.Unit)
            .Select(g => new
            {
                g.Key,
                Sum = g.Sum(a => a.Balance),
                Held = g.Sum(a => a.HeldIn - a.HeldOut),
            })
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.All(sums, sum => Assert.Equal((0, 0), (sum.Sum, sum.Held)));
        Assert.Equal((8, 0), ((await House.Read(from)).Balance, (await House.Read(from)).HeldOut));
    }

    [Fact]
    public async Task Part_of_a_hold_is_posted_and_the_rest_released_once()
    {
        var (from, to) = (await House.OpenWith(10), await House.Open());
        var hold = House.Move(from, to, 8) with { Kind = EntryKind.Hold };
        Assert.Equal(PostOutcome.Done, await House.Post(hold));

        Assert.Equal(PostOutcome.BeyondTheHold, await House.Post(Settle(9)));
        Assert.Equal(PostOutcome.BeyondTheHold, await House.Post(Settle(-1)));
        Assert.Equal(PostOutcome.Done, await House.Post(Settle(5)));
        Assert.Equal(PostOutcome.AlreadySettled, await House.Post(Settle(1)));

        var account = await House.Read(from);
        Assert.Equal((5, 0), (account.Balance, account.HeldOut));
        Assert.Equal(0, (await House.Rows()).Holds);

        Entry Settle(long amount) =>
            House.On(hold, EntryKind.PostHold, new Leg(from.Id, from.Unit, -amount), new Leg(to.Id, to.Unit, amount));
    }

    [Fact]
    public async Task A_hold_that_ran_out_is_released_when_its_account_is_loaded()
    {
        var (from, to) = (await House.OpenWith(10), await House.Open());
        var soon = Timed(4, minutes: 10);
        var later = Timed(3, minutes: 20);
        var byCase = House.Move(from, to, 2) with { Kind = EntryKind.Hold };
        foreach (var hold in (Entry[])[soon, later, byCase])
            Assert.Equal(PostOutcome.Done, await House.Post(hold));

        House.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(PostOutcome.HoldExpired, await House.Post(House.On(soon, EntryKind.PostHold)));
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(from, to, 5)));
        var account = await House.Read(from);
        Assert.Equal((5, 5, later.Until), (account.Balance, account.HeldOut, account.NextExpiry));

        House.Clock.Advance(TimeSpan.FromDays(365));

        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(from, to, 3)));
        Assert.Equal(PostOutcome.Done, await House.Post(House.On(byCase, EntryKind.VoidHold)));
        account = await House.Read(from);
        Assert.Equal((2, 0, null), (account.Balance, account.HeldOut, account.NextExpiry));

        Entry Timed(long amount, int minutes) =>
            House.Move(from, to, amount) with
            {
                Kind = EntryKind.Hold,
                Until = House.Now.Plus(TimeSpan.FromMinutes(minutes)),
            };
    }

    [Fact]
    public async Task An_entry_is_reversed_once_and_only_within_what_is_available()
    {
        var (from, to) = (await House.Open(), await House.Open(Limits.NotBelowZero));
        var award = House.Move(from, to, 10);
        var spent = House.Move(to, from, 4);
        Assert.Equal(PostOutcome.Done, await House.Post(award));
        Assert.Equal(PostOutcome.Done, await House.Post(spent));

        Assert.Equal(PostOutcome.BelowZero, await House.Post(House.On(award, EntryKind.Reverse)));
        var undo = House.On(spent, EntryKind.Reverse);
        Assert.Equal(PostOutcome.Done, await House.Post(undo));
        Assert.Equal(PostOutcome.Done, await House.Post(House.On(award, EntryKind.Reverse)));
        Assert.Equal(PostOutcome.AlreadyReversed, await House.Post(House.On(award, EntryKind.Reverse)));
        Assert.Equal(PostOutcome.NotReversible, await House.Post(House.On(undo, EntryKind.Reverse)));
        Assert.Equal(0, (await House.Read(to)).Balance);
    }

    [Fact]
    public async Task An_unknown_account_is_named()
    {
        var account = await House.Open();
        var answer = await House.Answer(House.Entry(new Leg(account.Id, 1, -5), new Leg(account.Id + 1, 1, 5)));
        Assert.Equal((PostOutcome.AccountNotFound, "legs[1].account"), (answer.Outcome, answer.Args.Single()));
    }

    [Fact]
    public async Task The_same_entry_many_times_at_once_is_done_once()
    {
        var (from, to) = (await House.Open(), await House.Open());
        var entry = House.Move(from, to, 5);
        await using var other = House.AnotherPath();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(i =>
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
        );

        Assert.All(answers, answer => Assert.Equal(PostOutcome.Done, answer.Outcome));
        Assert.Single(answers, answer => !answer.Replayed);
        Assert.Equal((5, 1), ((await House.Read(to)).Balance, (await House.Read(to)).Version));
    }

    [Fact]
    public async Task Many_callers_at_once_break_no_limit_and_lose_nothing()
    {
        var cancel = TestContext.Current.CancellationToken;
        var source = await House.Open();
        var accounts = new List<Account>();
        for (var i = 0; i < 5; i++)
            accounts.Add(await House.OpenWith(20));
        await using var other = House.AnotherPath();

        await Task.WhenAll(Enumerable.Range(0, 64).Select(Call));

        await using var db = House.Database.NewContext();
        foreach (var account in accounts)
        {
            var postings = await db
                .Postings.Where(p => p.Account == account.Id)
                .OrderBy(p => p.Version)
                .ToListAsync(cancel);
            var balance = 0L;
            foreach (var (posting, version) in postings.Select((p, i) => (p, i + 1)))
            {
                balance += posting.Amount;
                Assert.Equal((balance, version), (posting.Balance, posting.Version));
                Assert.True(posting.Balance >= 0);
            }
            Assert.Equal(balance, (await House.Read(account)).Balance);
        }
        Assert.Equal(0, await db.Accounts.SumAsync(a => a.Balance, cancel));

        async Task Call(int caller)
        {
            var random = new Random(caller);
            var path = caller % 2 == 0 ? House.Path : other;
            for (var i = 0; i < 12; i++)
            {
                var two = random.GetItems([.. accounts, source], 2);
                var entry = House.Move(two[0], two[1], random.Next(1, 15));
                var answer = await path.RunAsync(
                    Kernel.Posts.Actor.System,
                    new PostEntry
                    {
                        Id = entry.Id,
                        Cell = entry.Cell,
                        Entry = entry,
                    },
                    cancel
                );
                Assert.True(
                    answer.Outcome is PostOutcome.Done or PostOutcome.BelowZero or PostOutcome.SameAccountTwice
                );
            }
        }
    }

    [Fact]
    public async Task A_bug_in_one_command_fails_that_command_alone()
    {
        var (from, to) = (await House.Open(), await House.Open());
        var gate = new Slow();
        var first = House.Run(new Blocked(gate) { Id = House.NewClientId(), Cell = House.Cell });
        var good = Enumerable.Range(0, 10).Select(_ => House.Answer(House.Move(from, to, 1))).ToList();
        var bad = House.Run(new Buggy(from.Id, to.Id) { Id = House.NewClientId(), Cell = House.Cell });
        good.AddRange(Enumerable.Range(0, 10).Select(_ => House.Answer(House.Move(from, to, 1))));
        gate.Open();

        await Assert.ThrowsAsync<DivideByZeroException>(() => bad);
        Assert.All(await Task.WhenAll(good), answer => Assert.Equal(PostOutcome.Done, answer.Outcome));
        Assert.True((await first).IsDone);
        Assert.Equal(20, (await House.Read(to)).Balance);
    }

    [Fact]
    public async Task A_command_sent_twice_is_answered_twice_and_done_once()
    {
        var id = House.NewClientId();
        var key = new AccountKey(House.Cell, House.NewId(), AccountKind.Points, 1, 0);
        var command = new OpenAccount(key, Limits.None) { Id = id, Cell = House.Cell };

        var both = await Task.WhenAll(House.Run(command), House.Run(command));
        var other = await House.Run(command with { Key = key with { Lot = 2027 } });

        Assert.Equal(both[0].Subject, both[1].Subject);
        Assert.Single(both, answer => answer.Replayed);
        Assert.Equal(OpenOutcome.IdUsedWithOtherContent, other.Outcome);
    }

    private static PostEntries Group(params Entry[] entries) =>
        new()
        {
            Id = entries[0].Id,
            Cell = House.Cell,
            Entries = entries,
        };

    private async Task<(PostOutcome Outcome, bool Replayed)> PostTwice(Entry entry)
    {
        var answer = await House.Answer(entry);
        return (answer.Outcome, answer.Replayed);
    }
}

public sealed class SqliteLedgerTests : LedgerContract
{
    protected override Task<House> NewHouse() => House.OnSqlite();
}

public sealed class PostgresLedgerTests(PostgresServer server) : LedgerContract
{
    protected override Task<House> NewHouse() => House.OnPostgres(server);
}
