using Gulou.Kernel.Audit;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;

namespace Gulou.Storage.Commands;

/// <summary>What an earlier command with the same id had asked for and made.</summary>
internal readonly record struct Earlier(byte[] Content, long Subject);

/// <summary>Another writer changed an account between reading and writing: the group runs again.</summary>
internal sealed class ChangedMeanwhileException() : Exception("an account was changed meanwhile");

/// <summary>One leg of an open hold that ends by itself.</summary>
internal readonly record struct TimedHold(int Cell, long Account, ClientId Entry, Instant Until);

/// <summary>
/// One writing connection and its lane of the audit chain: the transaction and the hand-written SQL of the ledger's
/// hot path, one way for each database.
/// </summary>
internal abstract class Writer : IAsyncDisposable
{
    private readonly Digest digest = new();

    /// <summary>Where the lane's chain ends, as last written or read here; forgotten with a rollback.</summary>
    private readonly Dictionary<int, LaneHead> heads = [];

    /// <summary>Which chain of each cell this writer ties its records to; known in a transaction.</summary>
    protected abstract int Lane { get; }

    /// <summary>Opens the connection if it is not open, and a write transaction.</summary>
    /// <param name="locking">
    /// Lock accounts as they are read. Without it they are read free and checked when they are written: cheaper, and
    /// another writer in between means that the group runs again.
    /// </param>
    public abstract Task BeginAsync(bool locking);

    public abstract Task CommitAsync();

    /// <summary>Takes everything back; never throws.</summary>
    public Task RollbackAsync()
    {
        heads.Clear();
        return UndoAsync();
    }

    /// <summary>A fresh context inside the transaction.</summary>
    public abstract GulouDb NewContext();

    /// <summary>
    /// Waits until nobody is at work on what was read of the map, and keeps others from reading it until the end of the
    /// transaction. Nothing to do where there is one writer.
    /// </summary>
    public virtual Task HoldMapAsync() => Task.CompletedTask;

    /// <summary>Which of these commands were done before, and with what.</summary>
    public abstract Task<Dictionary<(int Cell, ClientId Id), Earlier>> FindCommandsAsync(
        IReadOnlyList<(int Cell, ClientId Id)> commands
    );

    /// <summary>Loads what is needed into the book, and ends the holds found there whose time has run out.</summary>
    public async Task LoadAsync(BookNeeds needs, Book book, Instant now)
    {
        await ReadKnownAsync(needs, book);
        while (book.TakeOverdue(now) is { Count: > 0 } accounts)
            await EndHoldsAsync(accounts, book, now);
    }

    /// <summary>Ties what was done to the end of the lane's chain and writes it all.</summary>
    public async Task FlushAsync(Book book, IReadOnlyList<Done> done)
    {
        var cells = done.Select(one => one.Audit.Cell).Distinct().ToList();
        var unknown = cells.FindAll(cell => !heads.ContainsKey(cell));
        if (unknown.Count > 0)
            await ReadHeadsAsync(unknown, heads);
        foreach (var one in done)
        {
            var audit = one.Audit;
            var head = heads.GetValueOrDefault(audit.Cell, LaneHead.Start);
            one.Hashes = [.. one.Posted.Select(entry => entry.Hash(digest))];
            audit.Lane = Lane;
            audit.Seq = head.Seq + 1;
            audit.Written = WrittenHash(one, digest);
            audit.Hash = audit.Chained(head.Hash, digest);
            heads[audit.Cell] = new LaneHead(audit.Seq, audit.Hash);
        }
        await WriteAsync(
            book,
            done,
            [.. cells.Select(cell => KeyValuePair.Create(cell, heads[cell]))],
            done[^1].Audit.At
        );
    }

    /// <summary>Inserts many rows of one table, the fastest way the database has.</summary>
    public abstract Task InsertAsync(BulkTable table, IReadOnlyList<object> rows);

    /// <summary>Whether the same transaction may succeed when it is tried again.</summary>
    public abstract bool MayPass(Exception exception);

    public abstract ValueTask DisposeAsync();

    /// <summary>
    /// Reads accounts, lots, and entries with their accounts into the book. That nobody settles or reverses an entry in
    /// between is held by the unique index over targets.
    /// </summary>
    protected abstract Task ReadAsync(BookNeeds needs, Book book);

    /// <summary>The open holds on these accounts that end by themselves.</summary>
    protected abstract Task<IReadOnlyList<TimedHold>> TimedHoldsAsync(IReadOnlyList<Account> accounts);

    /// <summary>
    /// Where this lane's chain ends in each of these cells; nothing for a cell where it is new. Should another writer
    /// have gone on since, the record's number is taken and the group runs again.
    /// </summary>
    protected abstract Task ReadHeadsAsync(IReadOnlyList<int> cells, Dictionary<int, LaneHead> heads);

    /// <summary>
    /// Writes accounts, entries with postings and holds, audit records and the new lane heads with their time.
    /// </summary>
    protected abstract Task WriteAsync(
        Book book,
        IReadOnlyList<Done> done,
        IReadOnlyList<KeyValuePair<int, LaneHead>> heads,
        Instant at
    );

    protected abstract Task UndoAsync();

    /// <summary>The last day of a stored month.</summary>
    protected static DateOnly? LastDay(int? month) =>
        month is { } number ? ClosedMonth.LastDay(Day.FromNumber(number)) : null;

    private async Task ReadKnownAsync(BookNeeds needs, Book book)
    {
        await ReadAsync(needs, book);
        foreach (var (cell, id) in needs.Accounts)
        {
            if (!book.Knows(cell, id))
                book.LoadAbsent(cell, id);
        }
        foreach (var (cell, id) in needs.Entries.Concat(needs.Ids))
            book.Load(cell, id, null);
    }

    private async Task EndHoldsAsync(IReadOnlyList<Account> accounts, Book book, Instant now)
    {
        var holds = await TimedHoldsAsync(accounts);
        var needs = new BookNeeds();
        foreach (var hold in holds.Where(hold => hold.Until <= now && !book.Knows(hold.Cell, hold.Entry)))
            needs.Entries.Add((hold.Cell, hold.Entry));
        if (!needs.IsEmpty)
            await ReadKnownAsync(needs, book);
        foreach (var hold in holds.Where(hold => hold.Until <= now))
        {
            // A hold with several legs comes once for each.
            if (book.Find(hold.Cell, hold.Entry) is { ClosedBy: null } open)
                book.Expire(open, now);
        }
        var next = holds
            .Where(hold => hold.Until > now)
            .ToLookup(hold => (hold.Cell, hold.Account), hold => hold.Until);
        foreach (var account in accounts)
        {
            var left = next[(account.Cell, account.Id)];
            book.SetNextExpiry(account, left.Any() ? left.Min() : null);
        }
    }

    /// <summary>
    /// What an audit record says of the entries it stands for: the hash of their hashes in the order of their ids, and
    /// of what else it stands for, so that it can be recomputed; empty for none.
    /// </summary>
    private static byte[] WrittenHash(Done done, Digest digest)
    {
        if (done.Posted.Count + done.Seals.Count == 0)
            return [];
        if (done.Posted.Count == 1)
            digest.Add(done.Hashes[0]);
        else
            foreach (var (hash, _) in done.Hashes.Zip(done.Posted).OrderBy(pair => pair.Second.Entry.Id, ClientIdOrder))
                digest.Add(hash);
        foreach (var hash in done.Seals)
            digest.Add(hash);
        return digest.Take();
    }

    /// <summary>As both databases order them: by their bytes.</summary>
    private static readonly Comparer<ClientId> ClientIdOrder = Comparer<ClientId>.Create(
        (a, b) =>
        {
            Span<byte> x = stackalloc byte[ClientId.Size];
            Span<byte> y = stackalloc byte[ClientId.Size];
            a.ToBytes(x);
            b.ToBytes(y);
            return x.SequenceCompareTo(y);
        }
    );
}
