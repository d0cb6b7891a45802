using CsCheck;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Ledger;

public class BookTests
{
    private const int Cell = 7;
    private static readonly Instant Now = Instant.StartOf(new DateOnly(2026, 3, 1));
    private static readonly LotsKey Points = new(Cell, 50, AccountKind.Points, Unit.CivicPoints);

    private readonly Book book = new();
    private int made;

    /// <summary>
    /// Every refusal with an entry that has that fault and, where it can, all faults that come later in the list too:
    /// the first one is the answer.
    /// </summary>
    [Fact]
    public void Outcomes_come_in_their_order_of_precedence()
    {
        Account(1);
        Account(2);
        Account(3, Limits.NotBelowZero);
        Account(4, Limits.NotAboveZero);
        Account(5, unit: Unit.Yuan);
        Account(6).Balance = long.MaxValue;
        var known = Done(Move(1, 2, 5));
        var reversed = Done(Move(1, 2, 5));
        Done(On(reversed, EntryKind.Reverse));
        var hold = Done(Move(1, 2, 5) with { Kind = EntryKind.Hold });
        var settled = Done(Move(1, 2, 5) with { Kind = EntryKind.Hold });
        Done(On(settled, EntryKind.VoidHold));
        var ended = Done(Move(1, 2, 5) with { Kind = EntryKind.Hold, Until = Now.Plus(TimeSpan.FromHours(1)) });
        book.Expire(book.Find(Cell, ended.Id)!, Now);
        var ownTarget = Move(1, 2, 5) with { Kind = EntryKind.PostHold };
        book.LoadClosed(Cell, 1, Now.Day.AddDays(-1));

        (PostOutcome Expected, string Field, Entry Entry)[] cases =
        [
            (PostOutcome.IdUsedWithOtherContent, "legs", known with { Legs = [] }),
            (PostOutcome.WrongNumberOfLegs, "legs", Entry(new Leg(99, 1, 0))),
            (PostOutcome.ZeroAmount, "legs[0].amount", Entry(new Leg(99, 1, 0), new Leg(1, 2, 5))),
            (PostOutcome.AccountNotFound, "legs[0].account", Entry(new Leg(99, 1, 5), new Leg(99, 2, 5))),
            (PostOutcome.SameAccountTwice, "legs", Entry(new Leg(1, 9, 5), new Leg(1, 1, 5))),
            (PostOutcome.WrongUnit, "legs[0].unit", Entry(new Leg(1, 9, 5), new Leg(2, 1, 6))),
            (PostOutcome.NotBalanced, "legs", Entry(new Leg(1, 1, -5), new Leg(5, Unit.Yuan, 5))),
            (
                PostOutcome.NotBalanced,
                "legs",
                ownTarget with
                {
                    Target = ownTarget.Id,
                    Legs = Entry(new(1, 1, -9), new(2, 1, 8)).Legs,
                }
            ),
            (
                PostOutcome.PeriodClosed,
                "effective_on",
                ownTarget with
                {
                    Target = ownTarget.Id,
                    EffectiveOn = Now.Day.AddDays(-1),
                }
            ),
            (PostOutcome.TargetIsItself, "target", ownTarget with { Target = ownTarget.Id }),
            (PostOutcome.TargetNotFound, "target", ownTarget with { Target = Id(900) }),
            (PostOutcome.NotAHold, "target", On(reversed, EntryKind.PostHold)),
            (PostOutcome.NotReversible, "target", On(settled, EntryKind.Reverse)),
            (
                PostOutcome.AlreadySettled,
                "target",
                On(settled, EntryKind.PostHold, new Leg(1, 1, -9), new Leg(2, 1, 9))
            ),
            (PostOutcome.HoldExpired, "target", On(ended, EntryKind.PostHold, new Leg(1, 1, -9), new Leg(2, 1, 9))),
            (PostOutcome.AlreadyReversed, "target", On(reversed, EntryKind.Reverse)),
            (PostOutcome.BeyondTheHold, "legs", On(hold, EntryKind.PostHold, new Leg(1, 1, -9), new Leg(2, 1, 9))),
            (PostOutcome.WrongBearer, "bearer", Move(3, 4, 5) with { Kind = EntryKind.Hold, Until = Now, Bearer = 2 }),
            (PostOutcome.WrongBearer, "bearer", On(known, EntryKind.Reverse) with { Bearer = 1 }),
            (PostOutcome.WrongBearer, "bearer", On(known, EntryKind.Reverse) with { Bearer = 99 }),
            (PostOutcome.EndsInThePast, "until", Move(3, 4, 5) with { Kind = EntryKind.Hold, Until = Now }),
            (PostOutcome.BelowZero, "legs[0].amount", Move(3, 4, 5)),
            (PostOutcome.AboveZero, "legs[1].amount", Move(1, 4, 5)),
            (PostOutcome.Overflow, "legs[1].amount", Move(1, 6, 5)),
        ];

        foreach (var (expected, field, entry) in cases)
        {
            var answer = book.Post(entry, Now);
            Assert.Equal((expected, field), (answer.Outcome, answer.Field));
        }
        // All but those of the command that brings the entry are here, each after the one before it in the list.
        Assert.Equal(
            Enum.GetValues<PostOutcome>()
                .Except([PostOutcome.Done, PostOutcome.NotAllowed, PostOutcome.FellWithItsGroup]),
            cases.Select(c => c.Expected).Distinct()
        );
    }

    [Fact]
    public void Every_outcome_says_whether_a_retry_may_succeed() =>
        Assert.Equal(
            [PostOutcome.BelowZero, PostOutcome.AboveZero],
            Enum.GetValues<PostOutcome>().Where(outcome => outcome.MayRetry())
        );

    [Fact]
    public void Oldest_lots_are_used_first_and_expired_or_held_ones_not()
    {
        var lots = new List<Account>();
        foreach (
            var (lot, balance, held) in ((long, long, long)[])[(2028, 50, 0), (2025, 9, 0), (2026, 5, 2), (2027, 4, 4)]
        )
            lots.Add(
                new Account
                {
                    Cell = Cell,
                    Id = lot,
                    Owner = Points.Owner,
                    Kind = Points.Kind,
                    Unit = Points.Unit,
                    Lot = lot,
                    Balance = balance,
                    HeldOut = held,
                }
            );
        book.LoadLots(Points, lots);

        Assert.Equal([new Leg(2026, 1, -3), new Leg(2028, 1, -7)], book.TakeOldest(Points, 10, fromLot: 2026));
        Assert.Equal([new Leg(2025, 1, -9), new Leg(2026, 1, -1)], book.TakeOldest(Points, 10));
        Assert.Null(book.TakeOldest(Points, 63));
        Assert.Equal(62, book.Available(Points));
        Assert.Throws<ArgumentOutOfRangeException>(() => book.TakeOldest(Points, 0));
    }

    [Fact]
    public void Reversing_a_part_of_a_hold_leaves_out_what_did_not_move()
    {
        for (var id = 1; id <= 4; id++)
            Account(id);
        var hold = Done(Entry(new(1, 1, -5), new(2, 1, 5), new(3, 1, -7), new(4, 1, 7)) with { Kind = EntryKind.Hold });
        var settled = Done(On(hold, EntryKind.PostHold, new Leg(1, 1, -5), new Leg(2, 1, 5)));
        var undone = Done(On(settled, EntryKind.Reverse));

        Assert.Equal([1, 2], book.Find(Cell, undone.Id)!.Postings.Select(posting => posting.Account));
        Assert.All(State(), account => Assert.Equal((0, 0, 0), account));
    }

    /// <summary>
    /// Whatever was spent or held in between: a reversal that someone bears is done, takes nobody below zero, and sums
    /// to zero.
    /// </summary>
    [Fact]
    public void A_reversal_that_someone_bears_leaves_nobody_below_zero() =>
        Gen.Select(Gen.Long[1, 30], Gen.Long[0, 30], Gen.Long[0, 30])
            .Sample(
                (got, spent, held) =>
                {
                    var test = new BookTests();
                    test.Account(1);
                    test.Account(2, Limits.NotBelowZero);
                    test.Account(3);
                    test.Account(4);
                    var award = test.Done(test.Move(1, 2, got));
                    var left = got;
                    if (spent > 0 && test.book.Post(test.Move(2, 3, spent), Now).Outcome == PostOutcome.Done)
                        left -= spent;
                    var hold = test.Move(2, 3, held) with { Kind = EntryKind.Hold };
                    if (held > 0 && test.book.Post(hold, Now).Outcome == PostOutcome.Done)
                        left -= held;

                    test.Done(test.On(award, EntryKind.Reverse) with { Bearer = 4 });

                    var (home, fund) = (test.State()[1], test.State()[3]);
                    Assert.Equal(0, home.Balance - home.Out);
                    Assert.Equal(left - got, fund.Balance);
                    Assert.Equal(0, test.State()[0].Balance);
                    Assert.Equal(0, test.State().Sum(account => account.Balance));
                }
            );

    [Fact]
    public void An_entry_of_an_earlier_month_must_know_what_is_closed()
    {
        Account(1);
        Account(2);
        var late = Move(1, 2, 5) with { EffectiveOn = Now.Day.AddDays(-1) };
        Assert.Throws<KeyNotFoundException>(() => book.Post(late, Now));
        book.LoadClosed(Cell, 1, null);
        Assert.Equal(PostOutcome.Done, book.Post(late, Now).Outcome);
    }

    [Fact]
    public void An_entry_known_without_its_accounts_is_not_known_whole()
    {
        var id = Id(1);
        Assert.False(book.KnowsWhole(Cell, id));
        var entry = Move(1, 2, 5) with { Id = id };
        book.Load(Cell, id, new RecordedEntry(entry, Now, [new Posting(1, 1, -5, 0, -5, 1)]));
        Assert.True(book.Knows(Cell, id));
        Assert.False(book.KnowsWhole(Cell, id));
        Account(1);
        Assert.True(book.KnowsWhole(Cell, id));
    }

    [Fact]
    public void What_changed_is_told_with_the_version_it_had()
    {
        Account(1).Version = 7;
        Account(2);
        Account(3);
        var mark = book.Here;
        Done(Move(1, 3, 5));
        book.Undo(mark);
        Done(Move(1, 2, 5));
        Done(Move(1, 2, 5));
        Assert.Equal([(1, 7), (2, 0)], book.Changed.Select(c => (c.Account.Id, c.Stored)).Order());
    }

    [Fact]
    public void An_account_opened_and_undone_is_gone()
    {
        book.LoadLots(Points, []);
        var mark = book.Here;
        var account = book.Open(Points.Lot(2027), Limits.NotBelowZero, default, () => 77);
        Assert.Same(account, book.Open(Points.Lot(2027), Limits.None, default, () => 78));
        book.Undo(mark);

        Assert.Empty(book.Lots(Points));
        Assert.Empty(book.Opened);
        Assert.Null(book.Find(Cell, 77));
    }

    /// <summary>One thing to do: which kind, between which accounts or on which earlier entry, how much.</summary>
    private readonly record struct Deed(int Kind, int A, int B, long Amount, int On, bool Undone);

    private static readonly Gen<Deed[]> Deeds = Gen.Select(
        Gen.Int[0, 5],
        Gen.Int[1, 4],
        Gen.Int[1, 4],
        Gen.Long[1, 20],
        Gen.Int[0, 30],
        Gen.Frequency((1, Gen.Const(true)), (4, Gen.Const(false))),
        (kind, a, b, amount, on, undone) => new Deed(kind, a, b, amount, on, undone)
    ).Array[1, 40];

    /// <summary>
    /// Random deeds against a model that knows balances and open holds only; undone deeds leave no trace.
    /// </summary>
    [Fact]
    public void Random_deeds_agree_with_a_naive_model() =>
        Deeds.Sample(deeds =>
        {
            var test = new BookTests();
            var model = new NaiveLedger();
            for (var id = 1; id <= 4; id++)
                test.Account(id, id % 2 == 0 ? Limits.NotBelowZero : Limits.None);
            var entries = new List<Entry>();
            foreach (var deed in deeds)
            {
                var entry = test.Ask(deed, entries);
                var before = test.State();
                var mark = test.book.Here;
                var done = test.book.Post(entry, Now).Outcome == PostOutcome.Done;
                if (deed.Undone || !done)
                {
                    test.book.Undo(mark);
                    Assert.Equal(before, test.State());
                }
                if (deed.Undone)
                    continue;
                Assert.True(
                    model.Try(entry) == done,
                    $"{deed}: {entry.Kind} on {entries.Find(e => e.Id == entry.Target)?.Kind}, "
                        + string.Join(' ', before)
                );
                if (done)
                    entries.Add(entry);
                Assert.Equal(model.State(), test.State());
                Assert.Equal(0, test.State().Sum(account => account.Balance));
            }
            Assert.Equal(entries.Select(e => e.Id), test.book.Posted.Select(p => p.Entry.Id));
        });

    private Entry Ask(Deed deed, List<Entry> entries)
    {
        var target = entries.Count == 0 ? null : entries[deed.On % entries.Count];
        return (deed.Kind, target) switch
        {
            (0, _) or (_, null) => Move(deed.A, deed.B, deed.Amount),
            (1, _) => Move(deed.A, deed.B, deed.Amount) with { Kind = EntryKind.Hold },
            (2, _) => On(target, EntryKind.PostHold),
            (3, _) => On(target, EntryKind.PostHold, Move(deed.A, deed.B, deed.Amount).Legs),
            (4, _) => On(target, EntryKind.VoidHold),
            _ => On(target, EntryKind.Reverse),
        };
    }

    private (long Balance, long Out, long In)[] State() =>
        [
            .. Enumerable
                .Range(1, 4)
                .Select(id => book.Find(Cell, (long)id)!)
                .Select(account => (account.Balance, account.HeldOut, account.HeldIn)),
        ];

    private Account Account(long id, Limits limits = Limits.None, long unit = Unit.CivicPoints)
    {
        var account = new Account
        {
            Cell = Cell,
            Id = id,
            Owner = id,
            Kind = AccountKind.Points,
            Unit = unit,
            Limits = limits,
        };
        book.Load(account);
        return account;
    }

    private Entry Done(Entry entry)
    {
        Assert.Equal(PostOutcome.Done, book.Post(entry, Now).Outcome);
        return entry;
    }

    private Entry Move(long from, long to, long amount) => Entry(new Leg(from, 1, -amount), new Leg(to, 1, amount));

    private Entry On(Entry target, EntryKind kind, params IReadOnlyList<Leg> legs) =>
        Entry([.. legs]) with
        {
            Kind = kind,
            Target = target.Id,
        };

    private Entry Entry(params Leg[] legs) =>
        new()
        {
            Id = Id(++made),
            Cell = Cell,
            Reason = "test",
            EffectiveOn = Now.Day,
            Place = 1,
            Scope = PlaceKey.FromCode("522629"),
            Legs = legs,
        };

    private static ClientId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));

    /// <summary>The ledger as one would do it on paper: no versions, no caches, everything summed up again.</summary>
    private sealed class NaiveLedger
    {
        private readonly List<Entry> entries = [];

        public bool Try(Entry entry)
        {
            var target = entries.Find(e => e.Id == entry.Target);
            var closed = entries.Exists(e => e.Target is not null && e.Target == entry.Target);
            var good = entry.Kind switch
            {
                EntryKind.Post or EntryKind.Hold => entry.Legs[0].Account != entry.Legs[1].Account,
                EntryKind.Reverse => target is { Kind: EntryKind.Post or EntryKind.PostHold } && !closed,
                _ => target is { Kind: EntryKind.Hold }
                    && !closed
                    && entry.Legs.All(leg =>
                        target.Legs.Any(held =>
                            held.Account == leg.Account
                            && Math.Sign(held.Amount) == Math.Sign(leg.Amount)
                            && Math.Abs(leg.Amount) <= Math.Abs(held.Amount)
                        )
                    ),
            };
            if (!good)
                return false;
            var before = State();
            entries.Add(entry);
            var after = State();
            // Accounts 2 and 4 may not go below zero, what is held counted as used, unless they get nearer to it.
            if (((int[])[1, 3]).All(i => Left(after[i]) >= 0 || Left(after[i]) >= Left(before[i])))
                return true;
            entries.RemoveAt(entries.Count - 1);
            return false;
        }

        public (long Balance, long Out, long In)[] State() =>
            [
                .. Enumerable
                    .Range(1, 4)
                    .Select(id =>
                    {
                        var open = entries.Where(e =>
                            e.Kind == EntryKind.Hold && !entries.Exists(c => c.Target == e.Id)
                        );
                        var held = open.SelectMany(e => e.Legs).Where(leg => leg.Account == id).ToList();
                        return (
                            entries.SelectMany(Moved).Where(leg => leg.Account == id).Sum(leg => leg.Amount),
                            -held.Sum(leg => Math.Min(leg.Amount, 0)),
                            held.Sum(leg => Math.Max(leg.Amount, 0))
                        );
                    }),
            ];

        private IEnumerable<Leg> Moved(Entry entry) =>
            entry.Kind switch
            {
                EntryKind.Post => entry.Legs,
                EntryKind.PostHold => entry.Legs.Count > 0 ? entry.Legs : Target(entry).Legs,
                EntryKind.Reverse => Moved(Target(entry)).Select(leg => leg with { Amount = -leg.Amount }),
                _ => [],
            };

        private Entry Target(Entry entry) => entries.Find(e => e.Id == entry.Target)!;

        private static long Left((long Balance, long Out, long In) account) => account.Balance - account.Out;
    }
}
