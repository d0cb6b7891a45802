using System.Diagnostics;
using CsCheck;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.Ledger;

/// <summary>
/// Whatever concurrent callers of two processes do to a few hot accounts, there is one order in which one caller alone
/// would have had the same answers and the same book.
/// </summary>
public abstract class SerialOrderContract : HouseContract
{
    private const int Callers = 8;

    /// <summary>One thing a caller does: which kind, between which accounts or on which earlier entry.</summary>
    private readonly record struct Deed(int Kind, int From, int To, long Amount, int On);

    /// <summary>What was asked, when, and the answer.</summary>
    private sealed record Call(Entry Entry, long Start, long End, Answer<PostOutcome> Answer, Instant At);

    private static readonly Gen<Deed[]> Deeds = Gen.Select(
        Gen.Int[0, 6],
        Gen.Int[0, 3],
        Gen.Int[0, 3],
        Gen.Long[1, 12],
        Gen.Int[0, 1000],
        (kind, from, to, amount, on) => new Deed(kind, from, to, amount, on)
    ).Array[Callers * 4, Callers * 10];

    [Fact]
    public async Task Concurrent_callers_are_as_one_after_the_other()
    {
        await using var other = House.AnotherPath();
        await Deeds.SampleAsync(
            async deeds =>
            {
                Account[] accounts =
                [
                    await House.Open(),
                    await House.OpenWith(20),
                    await House.Open(Limits.NotBelowZero),
                    await House.Open(Limits.NotAboveZero),
                ];
                for (var i = 0; i < accounts.Length; i++)
                    accounts[i] = await House.Read(accounts[i]);
                var calls = new List<Call>();
                // The second half finds the timed holds of the first run out.
                foreach (var half in deeds.Chunk((deeds.Length + 1) / 2))
                {
                    calls.AddRange(await All(half, accounts, other, [.. calls.Select(c => c.Entry)]));
                    House.Clock.Advance(TimeSpan.FromMinutes(10));
                }
                await Check(accounts, calls);
            },
            iter: 6,
            threads: 1
        );
    }

    private async Task<IEnumerable<Call>> All(
        IReadOnlyList<Deed> deeds,
        Account[] accounts,
        CommandPath other,
        List<Entry> earlier
    )
    {
        var known = earlier;
        var own = await Task.WhenAll(
            Enumerable
                .Range(0, Callers)
                .Select(caller =>
                    Task.Run(async () =>
                    {
                        var path = caller % 2 == 0 ? House.Path : other;
                        var done = new List<Call>();
                        for (var i = caller; i < deeds.Count; i += Callers)
                            done.Add(await One(path, deeds[i], accounts, known));
                        return done;
                    })
                )
        );
        return own.SelectMany(calls => calls);
    }

    private async Task<Call> One(CommandPath path, Deed deed, Account[] accounts, List<Entry> known)
    {
        Entry entry;
        lock (known)
        {
            entry = Asked(deed, accounts, known);
            known.Add(entry);
        }
        var start = Stopwatch.GetTimestamp();
        var answer = await path.RunAsync(
            Actor.System,
            new PostEntry
            {
                Id = entry.Id,
                Cell = entry.Cell,
                Entry = entry,
            }
        );
        return new Call(entry, start, Stopwatch.GetTimestamp(), answer, House.Now);
    }

    private Entry Asked(Deed deed, Account[] accounts, List<Entry> known)
    {
        var move = House.Move(accounts[deed.From], accounts[deed.To], deed.Amount);
        var target = known.Count == 0 ? null : known[deed.On % known.Count];
        return (deed.Kind, target) switch
        {
            (0, _) or (_, null) => move,
            (1, _) => move with { Kind = EntryKind.Hold },
            (2, _) => move with { Kind = EntryKind.Hold, Until = House.Now.Plus(TimeSpan.FromMinutes(5)) },
            (3, _) => House.On(target, EntryKind.PostHold, [.. deed.Amount > 6 ? [] : move.Legs]),
            (4, _) => House.On(target, EntryKind.VoidHold),
            (5, _) => House.On(target, EntryKind.Reverse) with { Bearer = deed.Amount > 6 ? accounts[0].Id : null },
            _ => target,
        };
    }

    private async Task Check(Account[] accounts, List<Call> calls)
    {
        var asked = calls.DistinctBy(c => c.Entry.Id).ToDictionary(c => c.Entry.Id, c => c.Entry);
        var when = calls.Where(c => c.Answer is { IsDone: true, Replayed: false }).ToDictionary(c => c.Entry.Id);
        var recorded = await Recorded(accounts);
        var order = InOrder([
            .. recorded.Where(r => asked.ContainsKey(r.Row.Id) || r.Row.Kind == EntryKind.ExpireHold),
        ]);

        // The book as the callers found it, then each entry in the serial order: the same postings every time.
        var book = new Book();
        var histories = accounts.ToDictionary(a => a.Id, a => new History(Copy(a)));
        foreach (var account in accounts)
            book.Load(Copy(account));
        foreach (var (row, postings) in order)
        {
            if (row.Kind == EntryKind.ExpireHold)
            {
                book.Expire(book.Find(row.Cell, row.Target!.Value)!, row.RecordedAt);
                Same(new PostAnswer(PostOutcome.Done, Recorded: book.Posted[^1]), postings);
            }
            else
            {
                Same(book.Post(asked[row.Id], row.RecordedAt), postings);
            }
            foreach (var posting in postings)
                histories[posting.Account]
                    .Add(Copy(book.Find(row.Cell, posting.Account)!), when.GetValueOrDefault(row.Id));
        }

        foreach (var account in accounts)
        {
            var (now, expected) = (await House.Read(account), book.Find(account.Cell, account.Id)!);
            Assert.Equal(
                (expected.Balance, expected.HeldOut, expected.HeldIn, expected.Version),
                (now.Balance, now.HeldOut, now.HeldIn, now.Version)
            );
        }
        foreach (var call in calls)
        {
            if (call.Answer.IsDone)
                Assert.Null(book.Find(call.Entry.Cell, call.Entry.Id)!.FirstDifference(call.Entry));
            else
                Assert.True(MayBeRefused(call, book, histories, when), $"{call.Entry.Kind}: {call.Answer.Outcome}");
        }
    }

    /// <summary>
    /// Whether the book could have stood so, between what ended before the call began and what began after it ended,
    /// that it is refused like this.
    /// </summary>
    private static bool MayBeRefused(
        Call call,
        Book end,
        Dictionary<long, History> histories,
        Dictionary<ClientId, Call> when
    )
    {
        var entry = call.Entry;
        var target = entry.Target is { } id ? end.Find(entry.Cell, id) : null;
        long[] touched =
        [
            .. entry
                .Legs.Select(leg => leg.Account)
                .Concat(target?.Postings.Select(p => p.Account) ?? [])
                .Concat(entry.Bearer is { } bearer ? [bearer] : [])
                .Distinct(),
        ];
        return Targets()
            .Any(stood =>
                Combinations([.. touched.Select(account => histories[account].During(call))])
                    .Any(states => Refuses(stood, states))
            );

        // The target as it may have stood: not there yet, open, or closed.
        IEnumerable<RecordedEntry?> Targets()
        {
            var made = target is null ? null : when.GetValueOrDefault(target.Entry.Id);
            if (made is null || made.End >= call.Start)
                yield return null;
            if (target is null)
                yield break;
            var closer = target.ClosedBy is { } by ? when.GetValueOrDefault(by) : null;
            if (target.ClosedBy is null || closer is null || closer.End >= call.Start)
                yield return target with
                {
                    ClosedBy = null,
                };
            if (target.ClosedBy is not null && (closer is null || closer.Start <= call.End))
                yield return target;
        }

        bool Refuses(RecordedEntry? stood, IEnumerable<Account> states)
        {
            var book = new Book();
            foreach (var account in states)
                book.Load(Copy(account));
            if (entry.Target is { } of)
                book.Load(entry.Cell, of, stood);
            return book.Post(entry, call.At).Outcome == call.Answer.Outcome;
        }
    }

    private static IEnumerable<IEnumerable<Account>> Combinations(IReadOnlyList<IReadOnlyList<Account>> choices) =>
        choices.Aggregate(
            (IEnumerable<IEnumerable<Account>>)
                [
                    [],
                ],
            (made, more) => made.SelectMany(_ => more, (some, one) => some.Append(one))
        );

    /// <summary>How an account stood at first and after each posting, with the call that made it.</summary>
    private sealed class History(Account first)
    {
        private readonly List<Account> states = [first];
        private readonly List<Call?> made = [];

        public void Add(Account state, Call? by)
        {
            states.Add(state);
            made.Add(by);
        }

        /// <summary>The states it may have had during a call.</summary>
        public IReadOnlyList<Account> During(Call call)
        {
            var from = made.FindLastIndex(by => by is not null && by.End < call.Start) + 1;
            var to = made.FindIndex(by => by is not null && by.Start > call.End);
            return states[from..((to < 0 ? made.Count : to) + 1)];
        }
    }

    private static void Same(PostAnswer answer, IReadOnlyList<Posting> postings)
    {
        Assert.Equal(PostOutcome.Done, answer.Outcome);
        Assert.Equal(postings, answer.Recorded!.Postings);
    }

    /// <summary>One order of all that keeps each account's versions.</summary>
    private static List<Stored> InOrder(List<Stored> all)
    {
        var order = new List<Stored>();
        var versions = all.SelectMany(s => s.Postings)
            .GroupBy(p => p.Account)
            .ToDictionary(g => g.Key, g => g.Min(p => p.Version));
        while (order.Count < all.Count)
        {
            var next = all.Except(order)
                .Where(s => s.Postings.All(p => versions[p.Account] == p.Version))
                .OrderBy(s => s.Row.RecordedAt)
                .FirstOrDefault();
            Assert.True(next is not null, "the accounts' versions allow no order");
            order.Add(next);
            foreach (var posting in next.Postings)
                versions[posting.Account]++;
        }
        return order;
    }

    private sealed record Stored(Gulou.Storage.Model.EntryRow Row, IReadOnlyList<Posting> Postings);

    private async Task<List<Stored>> Recorded(Account[] accounts)
    {
        var ids = accounts.Select(a => a.Id).ToList();
        await using var db = House.Database.NewContext();
        var postings = await db.Postings.Where(p => ids.Contains(p.Account)).ToListAsync();
        var entries = postings.Select(p => p.Entry).Distinct().ToList();
        var rows = await db.Entries.Where(e => entries.Contains(e.Id)).ToListAsync();
        var byEntry = postings.ToLookup(p => p.Entry);
        return
        [
            .. rows.Select(row => new Stored(
                row,
                [
                    .. byEntry[row.Id]
                        .OrderBy(p => p.N)
                        .Select(p => new Posting(p.Account, p.Unit, p.Amount, p.Held, p.Balance, p.Version)),
                ]
            )),
        ];
    }

    private static Account Copy(Account account) =>
        new()
        {
            Cell = account.Cell,
            Id = account.Id,
            Owner = account.Owner,
            Kind = account.Kind,
            Unit = account.Unit,
            Lot = account.Lot,
            Limits = account.Limits,
            Balance = account.Balance,
            HeldOut = account.HeldOut,
            HeldIn = account.HeldIn,
            Version = account.Version,
        };
}

public sealed class SqliteSerialOrderTests : SerialOrderContract
{
    protected override Task<House> NewHouse() => House.OnSqlite();
}

public sealed class PostgresSerialOrderTests(PostgresServer server) : SerialOrderContract
{
    protected override Task<House> NewHouse() => House.OnPostgres(server);
}
