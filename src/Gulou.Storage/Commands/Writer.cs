using Gulou.Kernel.Audit;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;

namespace Gulou.Storage.Commands;

/// <summary>What an earlier command with the same id had asked for and made.</summary>
internal readonly record struct Earlier(byte[] Content, long Subject);

/// <summary>
/// One writing connection and its lane of the audit chain: the transaction and the hand-written SQL of the ledger's
/// hot path, one way for each database.
/// </summary>
internal abstract class Writer(int lane) : IAsyncDisposable
{
    private readonly Digest digest = new();

    protected int Lane => lane;

    /// <summary>Opens the connection if it is not open, and a write transaction.</summary>
    public abstract Task BeginAsync();

    public abstract Task CommitAsync();

    /// <summary>Takes everything back; never throws.</summary>
    public abstract Task RollbackAsync();

    /// <summary>A fresh context inside the transaction.</summary>
    public abstract GulouDb NewContext();

    /// <summary>Which of these commands were done before, and with what.</summary>
    public abstract Task<Dictionary<(int Cell, ClientId Id), Earlier>> FindCommandsAsync(
        IReadOnlyList<(int Cell, ClientId Id)> commands
    );

    /// <summary>
    /// Loads accounts (locked in the order of their keys), lots and entries into the book, and ends holds whose time
    /// has run out.
    /// </summary>
    public abstract Task LoadAsync(BookNeeds needs, Book book, Instant now);

    /// <summary>Ties what was done to the end of the lane's chain and writes it all.</summary>
    public async Task FlushAsync(Book book, IReadOnlyList<Done> done)
    {
        foreach (var cell in done.GroupBy(d => d.Audit.Cell))
        {
            var head = await LaneHeadAsync(cell.Key);
            foreach (var one in cell)
            {
                var audit = one.Audit;
                one.Hashes = [.. one.Posted.Select(entry => entry.Hash(digest))];
                audit.Lane = lane;
                audit.Seq = head.Seq + 1;
                audit.Written = WrittenHash(one.Hashes, digest);
                audit.Hash = audit.Chained(head.Hash, digest);
                head = new LaneHead(audit.Seq, audit.Hash);
            }
        }
        await WriteAsync(book, done);
    }

    /// <summary>Whether the same transaction may succeed when it is tried again.</summary>
    public abstract bool MayPass(Exception exception);

    public abstract ValueTask DisposeAsync();

    /// <summary>Where this lane's chain ends in a cell, locked.</summary>
    protected abstract Task<LaneHead> LaneHeadAsync(int cell);

    /// <summary>Writes accounts, entries with postings and holds, audit records and lane heads.</summary>
    protected abstract Task WriteAsync(Book book, IReadOnlyList<Done> done);

    /// <summary>
    /// What an audit record says of the entries it stands for: the hash of their hashes; empty for none.
    /// </summary>
    internal static byte[] WrittenHash(IReadOnlyList<byte[]> hashes, Digest digest)
    {
        if (hashes.Count == 0)
            return [];
        foreach (var hash in hashes)
            digest.Add(hash);
        return digest.Take();
    }
}
