using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.Ledger;

/// <summary>What became of an entry.</summary>
/// <param name="Outcome">The first rule that applies, or <see cref="PostOutcome.Done"/>.</param>
/// <param name="Replayed">True when the same entry had been recorded before; nothing was written.</param>
/// <param name="Field">The field at fault, where one can be named (as in the API's request).</param>
/// <param name="Recorded">The entry as it stands in the book, when done.</param>
public readonly record struct PostAnswer(
    PostOutcome Outcome,
    bool Replayed = false,
    string? Field = null,
    RecordedEntry? Recorded = null
);

/// <summary>
/// The part of the ledger that a group of commands has loaded, in memory: it decides entries one after the other, each
/// seeing the earlier ones, and remembers what is to be written. It does no I/O and reads no clock. What a refused
/// command did is taken back with <see cref="Undo"/>.
/// </summary>
public sealed class Book
{
    private readonly Dictionary<(int Cell, long Id), Account> accounts = [];
    private readonly Dictionary<AccountKey, Account> byKey = [];
    private readonly Dictionary<LotsKey, List<Account>> lots = [];
    private readonly HashSet<(int Cell, long Id)> absent = [];
    private readonly List<Account> expiring = [];
    private readonly Dictionary<(int Cell, ClientId Id), RecordedEntry?> entries = [];
    private readonly Dictionary<(int Cell, long Place), DateOnly?> closed = [];
    private readonly Dictionary<Account, (int Times, long Stored)> touched = [];
    private readonly List<Account> opened = [];
    private readonly List<RecordedEntry> posted = [];
    private readonly List<Before> log = [];

    private readonly record struct Before(
        Account? Account,
        long Balance,
        long HeldOut,
        long HeldIn,
        long Version,
        Instant? NextExpiry,
        (int Cell, ClientId Id) EntryKey,
        RecordedEntry? Entry
    );

    /// <summary>A point to come back to.</summary>
    public readonly record struct Mark(int Log, int Opened, int Posted);

    /// <summary>Accounts that did not exist before, in order of opening.</summary>
    public IReadOnlyList<Account> Opened => opened;

    /// <summary>Entries to write, in order.</summary>
    public IReadOnlyList<RecordedEntry> Posted => posted;

    /// <summary>Accounts that were there before and whose state changed, with the version they had.</summary>
    public IEnumerable<(Account Account, long Stored)> Changed
    {
        get
        {
            var fresh = opened.ToHashSet();
            return touched.Where(t => !fresh.Contains(t.Key)).Select(t => (t.Key, t.Value.Stored));
        }
    }

    /// <summary>
    /// Puts an account as loaded from storage into the book. Loading twice keeps the first, which is newer.
    /// </summary>
    public void Load(Account account)
    {
        if (!accounts.TryAdd((account.Cell, account.Id), account))
            return;
        byKey.Add(account.Key, account);
        if (account.NextExpiry is not null)
            expiring.Add(account);
    }

    /// <summary>Puts the knowledge that there is no such account into the book.</summary>
    public void LoadAbsent(int cell, long account) => absent.Add((cell, account));

    /// <summary>Says that all lots of a kind are now loaded: those given and those opened here.</summary>
    public void LoadLots(LotsKey key, IEnumerable<Account> all)
    {
        var known = new List<Account>();
        foreach (var account in all)
        {
            Load(account);
            known.Add(accounts[(account.Cell, account.Id)]);
        }
        known.Sort((a, b) => a.Lot.CompareTo(b.Lot));
        lots[key] = known;
    }

    /// <summary>Puts an entry, or the knowledge that there is none, into the book.</summary>
    public void Load(int cell, ClientId id, RecordedEntry? entry) => entries.TryAdd((cell, id), entry);

    /// <summary>
    /// Puts the last closed day of a place into the book: null when nothing is closed there. Also how a month is closed
    /// or opened again, by a command that is about to succeed.
    /// </summary>
    public void LoadClosed(int cell, long place, DateOnly? through) => closed[(cell, place)] = through;

    /// <summary>Whether the last closed day of the place is known.</summary>
    public bool KnowsClosed(int cell, long place) => closed.ContainsKey((cell, place));

    /// <summary>The last closed day of a place; null when nothing is closed there.</summary>
    /// <exception cref="KeyNotFoundException">It was not declared as a need.</exception>
    public DateOnly? ClosedThrough(int cell, long place) => closed[(cell, place)];

    /// <summary>
    /// Whether an entry of that day must know what is closed: a month that is not over cannot be, so that most need not
    /// ask.
    /// </summary>
    public static bool MayBeClosed(DateOnly effectiveOn, DateOnly today) =>
        effectiveOn < new DateOnly(today.Year, today.Month, 1);

    /// <summary>Whether the account has been loaded, or is known not to be there.</summary>
    public bool Knows(int cell, long account) =>
        accounts.ContainsKey((cell, account)) || absent.Contains((cell, account));

    /// <summary>Whether all lots of this kind have been loaded.</summary>
    public bool Knows(LotsKey key) => lots.ContainsKey(key);

    /// <summary>Whether it is known if there is such an entry.</summary>
    public bool Knows(int cell, ClientId entry) => entries.ContainsKey((cell, entry));

    /// <summary>Whether it is known if there is such an entry, and if so, all its accounts.</summary>
    public bool KnowsWhole(int cell, ClientId entry) =>
        entries.TryGetValue((cell, entry), out var known)
        && (known is null || known.Postings.All(p => accounts.ContainsKey((cell, p.Account))));

    /// <summary>An account by its id, if there is one.</summary>
    public Account? Find(int cell, long id) => accounts.GetValueOrDefault((cell, id));

    /// <summary>An entry by its id, if there is one.</summary>
    public RecordedEntry? Find(int cell, ClientId id) => entries.GetValueOrDefault((cell, id));

    /// <summary>All accounts of one kind, smallest lot first.</summary>
    /// <exception cref="KeyNotFoundException">They were not declared as a need.</exception>
    public IReadOnlyList<Account> Lots(LotsKey key) => lots[key];

    /// <summary>Accounts of an owner that were loaded or opened here.</summary>
    public IEnumerable<Account> OwnedBy(int cell, long owner) =>
        accounts.Values.Where(a => a.Cell == cell && a.Owner == owner);

    /// <summary>What may be used over all lots that are still good (see <see cref="TakeOldest"/>).</summary>
    public long Available(LotsKey key, long fromLot = 0)
    {
        var sum = 0L;
        foreach (var account in lots[key])
            sum += account.Lot < fromLot ? 0 : account.Available;
        return sum;
    }

    /// <summary>
    /// The account with this key, opened if there is none. Its lots must have been loaded.
    /// </summary>
    public Account Open(AccountKey key, Limits limits, PlaceKey scope, Func<long> newId)
    {
        var siblings = lots[key.Lots];
        if (byKey.TryGetValue(key, out var known))
            return known;
        var account = new Account
        {
            Cell = key.Cell,
            Id = newId(),
            Owner = key.Owner,
            Kind = key.Kind,
            Unit = key.Unit,
            Lot = key.Lot,
            Scope = scope,
            Limits = limits,
        };
        accounts.Add((account.Cell, account.Id), account);
        byKey.Add(key, account);
        siblings.Add(account);
        siblings.Sort((a, b) => a.Lot.CompareTo(b.Lot));
        opened.Add(account);
        return account;
    }

    /// <summary>
    /// The legs that take <paramref name="amount"/> out of the oldest lots that are still good.
    /// </summary>
    /// <param name="key">From where.</param>
    /// <param name="amount">How much; at least 1.</param>
    /// <param name="fromLot">Lots below this one are not used (points whose year is over).</param>
    /// <returns>Negative legs, smallest lot first; null when there is not enough.</returns>
    public IReadOnlyList<Leg>? TakeOldest(LotsKey key, long amount, long fromLot = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);
        var legs = new List<Leg>();
        foreach (var account in lots[key])
        {
            if (account.Lot < fromLot || account.Available <= 0)
                continue;
            var part = Math.Min(account.Available, amount);
            legs.Add(new Leg(account.Id, account.Unit, -part));
            amount -= part;
            if (amount == 0)
                return legs;
        }
        return null;
    }

    /// <summary>Where the book stands now.</summary>
    public Mark Here => new(log.Count, opened.Count, posted.Count);

    /// <summary>The entries recorded since the mark.</summary>
    public IReadOnlyList<RecordedEntry> PostedSince(Mark mark) =>
        posted.GetRange(mark.Posted, posted.Count - mark.Posted);

    /// <summary>Takes back everything done since the mark.</summary>
    public void Undo(Mark mark)
    {
        for (var i = log.Count - 1; i >= mark.Log; i--)
        {
            var before = log[i];
            if (before.Account is { } account)
            {
                account.Balance = before.Balance;
                account.HeldOut = before.HeldOut;
                account.HeldIn = before.HeldIn;
                account.Version = before.Version;
                account.NextExpiry = before.NextExpiry;
                Touch(account, -1);
            }
            else
            {
                entries[before.EntryKey] = before.Entry;
            }
        }
        for (var i = opened.Count - 1; i >= mark.Opened; i--)
        {
            var account = opened[i];
            accounts.Remove((account.Cell, account.Id));
            byKey.Remove(account.Key);
            lots[account.Key.Lots].Remove(account);
        }
        log.RemoveRange(mark.Log, log.Count - mark.Log);
        opened.RemoveRange(mark.Opened, opened.Count - mark.Opened);
        posted.RemoveRange(mark.Posted, posted.Count - mark.Posted);
    }

    /// <summary>Decides an entry and, when nothing speaks against it, records it in the book.</summary>
    public PostAnswer Post(Entry entry, Instant now)
    {
        if (Find(entry.Cell, entry.Id) is { } known)
        {
            return known.FirstDifference(entry) is { } field
                ? new PostAnswer(PostOutcome.IdUsedWithOtherContent, Field: field)
                : new PostAnswer(PostOutcome.Done, Replayed: true, Recorded: known);
        }
        if (Shape(entry) is { Outcome: not PostOutcome.Done } misshapen)
            return misshapen;
        if (MayBeClosed(entry.EffectiveOn, now.Day) && entry.EffectiveOn <= ClosedThrough(entry.Cell, entry.Place))
            return new PostAnswer(PostOutcome.PeriodClosed, Field: "effective_on");
        RecordedEntry? target = null;
        if (entry.Kind is not (EntryKind.Post or EntryKind.Hold))
        {
            if (TargetFault(entry, now, out target) is { Outcome: not PostOutcome.Done } fault)
                return fault;
        }
        if (entry.Bearer is { } bearer && !MayBear(entry, bearer, target))
            return new PostAnswer(PostOutcome.WrongBearer, Field: "bearer");
        if (entry.Kind == EntryKind.Hold && entry.Until is { } until && until <= now)
            return new PostAnswer(PostOutcome.EndsInThePast, Field: "until");
        return Record(entry, target, now);
    }

    /// <summary>
    /// Ends a hold whose time has run out. The ledger does so itself when it loads one of its accounts.
    /// </summary>
    public void Expire(RecordedEntry hold, Instant now)
    {
        var expiry = hold.Entry with
        {
            Id = ExpiryOf(hold),
            Kind = EntryKind.ExpireHold,
            Target = hold.Entry.Id,
            EffectiveOn = now.Day,
            Until = null,
            Legs = [],
        };
        var answer = Record(expiry, hold, now);
        if (answer.Outcome != PostOutcome.Done)
            throw new InvalidOperationException($"a release cannot be refused: {answer.Outcome}");
    }

    /// <summary>
    /// Of the accounts loaded since this was last asked, those with a hold that may have run out. A hold made later in
    /// the same book ends after its now.
    /// </summary>
    public IReadOnlyList<Account> TakeOverdue(Instant now)
    {
        if (expiring.Count == 0)
            return [];
        var overdue = expiring.FindAll(account => account.NextExpiry <= now);
        expiring.Clear();
        return overdue;
    }

    /// <summary>Sets when the first of an account's remaining holds ends, after the overdue ones were ended.</summary>
    public void SetNextExpiry(Account account, Instant? next)
    {
        Remember(account);
        account.NextExpiry = next;
    }

    /// <summary>Rules that need no more than the entry and its accounts.</summary>
    private PostAnswer Shape(Entry entry)
    {
        var legs = entry.Legs;
        var ownLegs = entry.Kind switch
        {
            EntryKind.Post or EntryKind.Hold => legs.Count >= 2,
            EntryKind.PostHold => legs.Count is 0 or >= 2,
            _ => legs.Count == 0,
        };
        if (!ownLegs)
            return new PostAnswer(PostOutcome.WrongNumberOfLegs, Field: "legs");
        for (var i = 0; i < legs.Count; i++)
        {
            if (legs[i].Amount == 0)
                return new PostAnswer(PostOutcome.ZeroAmount, Field: $"legs[{i}].amount");
        }
        for (var i = 0; i < legs.Count; i++)
        {
            if (!accounts.ContainsKey((entry.Cell, legs[i].Account)))
                return new PostAnswer(PostOutcome.AccountNotFound, Field: $"legs[{i}].account");
        }
        if (
            legs.Count == 2
                ? legs[0].Account == legs[1].Account
                : legs.Select(l => l.Account).Distinct().Count() < legs.Count
        )
            return new PostAnswer(PostOutcome.SameAccountTwice, Field: "legs");
        for (var i = 0; i < legs.Count; i++)
        {
            if (accounts[(entry.Cell, legs[i].Account)].Unit != legs[i].Unit)
                return new PostAnswer(PostOutcome.WrongUnit, Field: $"legs[{i}].unit");
        }
        return Balanced(legs) ? default : new PostAnswer(PostOutcome.NotBalanced, Field: "legs");
    }

    private static bool Balanced(IReadOnlyList<Leg> legs)
    {
        if (legs.Count == 2)
            return legs[0].Unit == legs[1].Unit && (Int128)legs[0].Amount + legs[1].Amount == 0;
        return legs.GroupBy(leg => leg.Unit)
            .All(unit => unit.Aggregate((Int128)0, (sum, leg) => sum + leg.Amount) == 0);
    }

    /// <summary>Rules between an entry and the one it settles or reverses.</summary>
    private PostAnswer TargetFault(Entry entry, Instant now, out RecordedEntry? target)
    {
        target = null;
        if (entry.Target == entry.Id)
            return new PostAnswer(PostOutcome.TargetIsItself, Field: "target");
        target = entry.Target is { } id ? Find(entry.Cell, id) : null;
        if (target is null)
            return new PostAnswer(PostOutcome.TargetNotFound, Field: "target");
        if (entry.Kind == EntryKind.Reverse)
        {
            if (target.Entry.Kind is not (EntryKind.Post or EntryKind.PostHold))
                return new PostAnswer(PostOutcome.NotReversible, Field: "target");
            return target.ClosedBy is null ? default : new PostAnswer(PostOutcome.AlreadyReversed, Field: "target");
        }
        if (target.Entry.Kind != EntryKind.Hold)
            return new PostAnswer(PostOutcome.NotAHold, Field: "target");
        if (target.ClosedBy is { } closer && closer != ExpiryOf(target))
            return new PostAnswer(PostOutcome.AlreadySettled, Field: "target");
        if (target.ClosedBy is not null || (target.Entry.Until is { } until && until <= now))
            return new PostAnswer(PostOutcome.HoldExpired, Field: "target");
        foreach (var leg in entry.Legs)
        {
            var held = target.Postings.FirstOrDefault(p => p.Account == leg.Account).Held;
            if (long.Sign(leg.Amount) != long.Sign(held) || (held > 0 ? leg.Amount > held : leg.Amount < held))
                return new PostAnswer(PostOutcome.BeyondTheHold, Field: "legs");
        }
        return default;
    }

    private bool MayBear(Entry entry, long bearer, RecordedEntry? target) =>
        entry.Kind == EntryKind.Reverse
        && accounts.ContainsKey((entry.Cell, bearer))
        && target!.Postings.All(p => p.Account != bearer);

    /// <summary>Limits and arithmetic; then the change itself.</summary>
    private PostAnswer Record(Entry entry, RecordedEntry? target, Instant now)
    {
        var parts = Parts(entry, target);
        var postings = new Posting[parts.Length];
        var opens = entry.Kind == EntryKind.Hold;
        for (var i = 0; i < parts.Length; i++)
        {
            var (id, unit, amount, held) = parts[i];
            var account = accounts[(entry.Cell, id)];
            if (Change.Fault(account, amount, held, opens) is var fault and not PostOutcome.Done)
                return new PostAnswer(fault, Field: $"legs[{i}].amount");
            postings[i] = new Posting(id, unit, amount, held, account.Balance + amount, account.Version + 1);
        }
        for (var i = 0; i < parts.Length; i++)
        {
            var account = accounts[(entry.Cell, parts[i].Account)];
            Remember(account);
            account.Balance = postings[i].Balance;
            account.Version = postings[i].Version;
            (account.HeldOut, account.HeldIn) = Change.Held(account, parts[i].Held, opens);
            if (opens && entry.Until is { } until && (account.NextExpiry is not { } next || until < next))
                account.NextExpiry = until;
        }
        var recorded = new RecordedEntry(entry, now, postings);
        Remember((entry.Cell, entry.Id), recorded);
        if (target is not null)
            Remember((entry.Cell, target.Entry.Id), target with { ClosedBy = entry.Id });
        posted.Add(recorded);
        return new PostAnswer(PostOutcome.Done, Recorded: recorded);
    }

    /// <summary>What an entry does to each account: change of balance and change of what is held.</summary>
    private (long Account, long Unit, long Amount, long Held)[] Parts(Entry entry, RecordedEntry? target) =>
        entry.Kind switch
        {
            EntryKind.Post => [.. entry.Legs.Select(l => (l.Account, l.Unit, l.Amount, 0L))],
            EntryKind.Hold => [.. entry.Legs.Select(l => (l.Account, l.Unit, 0L, l.Amount))],
            EntryKind.Reverse =>
            [
                .. TakenBack(entry, target!).Where(p => p.Amount != 0).Select(p => (p.Account, p.Unit, p.Amount, 0L)),
            ],
            EntryKind.PostHold => [.. target!.Postings.Select(p => (p.Account, p.Unit, Settled(entry, p), -p.Held))],
            _ => [.. target!.Postings.Select(p => (p.Account, p.Unit, 0L, -p.Held))],
        };

    /// <summary>
    /// The opposite of what was posted; where an account has less left than it is to give back, it gives what it has,
    /// and the bearer the rest, if one is named in that unit.
    /// </summary>
    private IEnumerable<Leg> TakenBack(Entry entry, RecordedEntry target)
    {
        var bearer = entry.Bearer is { } id ? accounts[(entry.Cell, id)] : null;
        var borne = (Int128)0;
        foreach (var posting in target.Postings)
        {
            var amount = -(Int128)posting.Amount;
            var account = accounts[(entry.Cell, posting.Account)];
            if (amount < 0 && account.Unit == bearer?.Unit && account.Limits.HasFlag(Limits.NotBelowZero))
            {
                var given = Int128.Max(amount, -Math.Max(account.Available, 0));
                borne += amount - given;
                amount = given;
            }
            yield return new Leg(posting.Account, posting.Unit, Narrow(amount));
        }
        if (bearer is not null)
            yield return new Leg(bearer.Id, bearer.Unit, Narrow(borne));
    }

    /// <summary>Into 64 bits; what does not fit becomes the amount that is refused as overflow.</summary>
    private static long Narrow(Int128 amount) => Change.IsOut(amount) ? long.MinValue : (long)amount;

    private static long Settled(Entry entry, Posting held) =>
        entry.Legs.Count == 0 ? held.Held : entry.Legs.FirstOrDefault(l => l.Account == held.Account).Amount;

    /// <summary>The id under which the ledger itself ends a hold.</summary>
    private static ClientId ExpiryOf(RecordedEntry hold) => hold.Entry.Id.Derive("expire");

    private void Remember(Account account)
    {
        log.Add(
            new Before(
                account,
                account.Balance,
                account.HeldOut,
                account.HeldIn,
                account.Version,
                account.NextExpiry,
                default,
                null
            )
        );
        Touch(account, 1);
    }

    private void Remember((int Cell, ClientId Id) key, RecordedEntry now)
    {
        log.Add(new Before(null, 0, 0, 0, 0, null, key, entries.GetValueOrDefault(key)));
        entries[key] = now;
    }

    private void Touch(Account account, int by)
    {
        var (times, stored) = touched.GetValueOrDefault(account, (0, account.Version));
        if (times + by == 0)
            touched.Remove(account);
        else
            touched[account] = (times + by, stored);
    }
}
