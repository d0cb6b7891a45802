using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Ledger;

/// <summary>What the book knows of accounts, lots, versions and the ends of holds.</summary>
public class BookKeepingTests
{
    private const int Cell = 7;
    private static readonly Instant Now = Instant.StartOf(new DateOnly(2026, 3, 1));
    private static readonly LotsKey Points = new(Cell, 50, AccountKind.Points, Unit.CivicPoints);

    private readonly Book book = new();
    private int made;

    [Fact]
    public void An_account_loaded_twice_stays_as_it_was_first()
    {
        var first = Loaded(1);
        book.Load(With(1, balance: 99));
        Assert.Same(first, book.Find(Cell, 1));
        Assert.True(book.Knows(Cell, 1));
        Assert.False(book.Knows(Cell, 2));
        book.LoadAbsent(Cell, 2);
        Assert.True(book.Knows(Cell, 2));
    }

    [Fact]
    public void An_account_that_was_loaded_is_not_opened_again()
    {
        var there = With(3, lot: 2027);
        book.LoadLots(Points, [there]);
        Assert.Same(there, book.Open(Points.Lot(2027), Limits.None, default, () => 4));
        Assert.Empty(book.Opened);
    }

    [Fact]
    public void An_opened_account_is_found_by_its_id_and_among_its_lots_in_their_order()
    {
        book.LoadLots(Points, [With(1, lot: 2026), With(2, lot: 2028)]);
        var opened = book.Open(Points.Lot(2027), Limits.NotBelowZero, PlaceKey.FromCode("522629"), () => 3);
        Assert.Equal([2026, 2027, 2028], book.Lots(Points).Select(account => account.Lot));
        Assert.Same(opened, book.Find(Cell, 3));
        Assert.Equal([opened], book.Opened);
        Assert.Equal(Limits.NotBelowZero, opened.Limits);
    }

    [Fact]
    public void An_account_can_be_opened_again_after_its_opening_was_undone()
    {
        book.LoadLots(Points, []);
        var mark = book.Here;
        book.Open(Points.Lot(2027), Limits.None, default, () => 3);
        book.Undo(mark);
        Assert.Equal(4, book.Open(Points.Lot(2027), Limits.None, default, () => 4).Id);
    }

    [Fact]
    public void Undoing_twice_does_not_take_back_what_was_done_in_between()
    {
        Loaded(1);
        Loaded(2);
        var mark = book.Here;
        Post(new Leg(1, 1, -5), new Leg(2, 1, 5));
        book.Undo(mark);
        book.Find(Cell, 1L)!.Balance = 40;
        book.Undo(mark);
        Assert.Equal(40, book.Find(Cell, 1L)!.Balance);
    }

    [Fact]
    public void Available_counts_the_lots_that_are_still_good_the_first_of_them_too()
    {
        book.LoadLots(Points, [With(1, 9, 2025), With(2, 5, 2026), With(3, 4, 2027)]);
        Assert.Equal(18, book.Available(Points));
        Assert.Equal(9, book.Available(Points, 2026));
    }

    [Fact]
    public void Accounts_of_an_owner_are_those_of_the_cell_and_the_owner()
    {
        Loaded(1);
        book.Load(
            new Account
            {
                Cell = Cell + 1,
                Id = 2,
                Owner = 50,
            }
        );
        book.Load(
            new Account
            {
                Cell = Cell,
                Id = 3,
                Owner = 51,
            }
        );
        Assert.Equal([1], book.OwnedBy(Cell, 50).Select(account => account.Id));
    }

    [Fact]
    public void Each_posting_makes_the_next_version_of_its_account()
    {
        Loaded(1).Version = 7;
        Loaded(2);
        var postings = Post(new Leg(1, 1, -5), new Leg(2, 1, 5)).Recorded!.Postings;
        Assert.Equal([8, 1], postings.Select(posting => posting.Version));
        Assert.Equal(8, book.Find(Cell, 1L)!.Version);
    }

    [Fact]
    public void The_same_entry_again_gives_the_first_answer_and_says_so()
    {
        Loaded(1);
        Loaded(2);
        var first = Post(new Leg(1, 1, -5), new Leg(2, 1, 5));
        var again = book.Post(first.Recorded!.Entry, Now);
        Assert.False(first.Replayed);
        Assert.True(again.Replayed);
        Assert.Same(first.Recorded, again.Recorded);
    }

    [Fact]
    public void Three_legs_balance_when_they_sum_to_zero_and_name_three_accounts()
    {
        for (var id = 1; id <= 3; id++)
            Loaded(id);
        Assert.Equal(PostOutcome.Done, Post(new(1, 1, -5), new(2, 1, 2), new(3, 1, 3)).Outcome);
        Assert.Equal(PostOutcome.NotBalanced, Post(new(1, 1, -5), new(2, 1, 2), new(3, 1, 4)).Outcome);
        Assert.Equal(PostOutcome.SameAccountTwice, Post(new(1, 1, -5), new(2, 1, 2), new(2, 1, 3)).Outcome);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_leg_beyond_what_its_account_holds_is_refused_also_when_the_sum_is_right(int sign)
    {
        for (var id = 1; id <= 3; id++)
            Loaded(id);
        var hold = Hold(null, new(1, 1, -10 * sign), new(2, 1, 4 * sign), new(3, 1, 6 * sign));
        var settlement = Entry(new(1, 1, -10 * sign), new(2, 1, 6 * sign), new(3, 1, 4 * sign)) with
        {
            Kind = EntryKind.PostHold,
            Target = hold.Entry.Id,
        };
        Assert.Equal(PostOutcome.BeyondTheHold, book.Post(settlement, Now).Outcome);
    }

    [Fact]
    public void An_entry_with_one_account_unknown_is_not_known_whole()
    {
        var entry = Entry(new(1, 1, -5), new(2, 1, 5));
        book.Load(Cell, entry.Id, new RecordedEntry(entry, Now, [new(1, 1, -5, 0, -5, 1), new(2, 1, 5, 0, 5, 1)]));
        Loaded(1);
        Assert.False(book.KnowsWhole(Cell, entry.Id));
    }

    /// <summary>The first of several ends counts; what has just come is over.</summary>
    [Fact]
    public void An_account_is_overdue_when_the_first_of_its_holds_ends()
    {
        Loaded(1);
        Loaded(2);
        var (soon, later) = (Now.Plus(TimeSpan.FromHours(1)), Now.Plus(TimeSpan.FromHours(2)));
        Hold(soon, new(1, 1, -5), new(2, 1, 5));
        Hold(later, new(1, 1, -5), new(2, 1, 5));
        Assert.Equal(soon, book.Find(Cell, 1L)!.NextExpiry);

        var fresh = new Book();
        var account = With(1);
        account.NextExpiry = soon;
        fresh.Load(account);
        Assert.Empty(fresh.TakeOverdue(soon.Plus(TimeSpan.FromSeconds(-1))));
        fresh.Load(
            new Account
            {
                Cell = Cell,
                Id = 2,
                NextExpiry = soon,
            }
        );
        Assert.Equal([2], fresh.TakeOverdue(soon).Select(a => a.Id));
        Assert.Empty(fresh.TakeOverdue(later));
    }

    [Fact]
    public void When_the_next_hold_ends_is_taken_back_with_the_rest()
    {
        var account = Loaded(1);
        var mark = book.Here;
        book.SetNextExpiry(account, Now);
        Assert.Equal([account], book.Changed.Select(changed => changed.Account));
        book.Undo(mark);
        Assert.Null(account.NextExpiry);
        Assert.Empty(book.Changed);
    }

    [Fact]
    public void A_hold_may_be_settled_until_its_end_and_ends_once()
    {
        Loaded(1);
        Loaded(2);
        var end = Now.Plus(TimeSpan.FromHours(1));
        var hold = Hold(end, new(1, 1, -5), new(2, 1, 5));
        var settlement = Entry() with { Kind = EntryKind.PostHold, Target = hold.Entry.Id };
        Assert.Equal(PostOutcome.HoldExpired, book.Post(settlement, end).Outcome);
        Assert.Equal(PostOutcome.Done, book.Post(settlement, end.Plus(TimeSpan.FromSeconds(-1))).Outcome);
        Assert.Equal((0L, 0L), (book.Find(Cell, 1L)!.HeldOut, book.Find(Cell, 2L)!.HeldIn));
    }

    [Fact]
    public void The_trial_balance_sums_by_kind_and_unit_and_leaves_out_what_is_empty()
    {
        Loaded(1);
        Loaded(2);
        var posted = Post(new Leg(1, 1, -5), new Leg(2, 1, 5)).Recorded!;
        TrialLine[] stored =
        [
            new(AccountKind.Points, 2, 0, 0),
            new(AccountKind.Points, 2, 4, 1),
            new(AccountKind.Issuance, 1, 1, 0),
            new(AccountKind.Points, 1, 7, 2),
            new(AccountKind.Issuance, 2, 0, 0),
        ];
        Assert.Equal([(0, 5), (5, 0)], book.Lines([posted]).Select(line => (line.In, line.Out)));
        var lines = TrialBalance.Sum([.. stored, .. book.Lines([posted])]);
        TrialLine[] expected =
        [
            new(AccountKind.Points, 1, 12, 7),
            new(AccountKind.Issuance, 1, 1, 0),
            new(AccountKind.Points, 2, 4, 1),
        ];
        Assert.Equal(expected.OrderBy(line => line.Unit).ThenBy(line => line.Kind), lines);
        Assert.Equal([5, 1, 3], expected.Select(line => line.Balance));
        Assert.NotEqual(TrialBalance.Hash(lines), TrialBalance.Hash([.. lines.Skip(1)]));
        Assert.NotEqual(TrialBalance.Hash(lines), TrialBalance.Hash([lines[0] with { In = 99 }, .. lines.Skip(1)]));
    }

    private Account Loaded(long id)
    {
        var account = With(id);
        book.Load(account);
        return account;
    }

    private static Account With(long id, long balance = 0, long lot = 0) =>
        new()
        {
            Cell = Cell,
            Id = id,
            Owner = Points.Owner,
            Kind = Points.Kind,
            Unit = Points.Unit,
            Lot = lot == 0 ? id : lot,
            Balance = balance,
        };

    private PostAnswer Post(params Leg[] legs) => book.Post(Entry(legs), Now);

    private RecordedEntry Hold(Instant? until, params Leg[] legs)
    {
        var answer = book.Post(Entry(legs) with { Kind = EntryKind.Hold, Until = until }, Now);
        Assert.Equal(PostOutcome.Done, answer.Outcome);
        return answer.Recorded!;
    }

    private Entry Entry(params Leg[] legs) =>
        new()
        {
            Id = new ClientId(new Guid(++made, 0, 0, new byte[8])),
            Cell = Cell,
            Reason = "test",
            EffectiveOn = Now.Day,
            Place = 1,
            Scope = PlaceKey.FromCode("522629"),
            Legs = legs,
        };
}
