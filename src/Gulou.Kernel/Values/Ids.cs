namespace Gulou.Kernel.Values;

/// <summary>
/// Makes the program's 64-bit ids: 41 bits of milliseconds since 2024-01-01T00:00:00Z (enough until 2093), 10 bits of
/// node, 12 bits of sequence. They are positive, rise with every call, and differ between nodes without asking anyone.
/// Safe for use by many threads.
/// </summary>
/// <remarks>
/// When the clock goes back, the last millisecond is kept; when its 4,096 ids are used up, the next one is taken early.
/// Only a restart forgets: a node that starts again while its clock is behind its last ids could repeat them.
/// </remarks>
public sealed class Ids
{
    /// <summary>The largest node number.</summary>
    public const int MaxNode = 1023;

    private const int SequenceBits = 12;
    private const int NodeBits = 10;
    private const long SequenceMask = (1L << SequenceBits) - 1;
    private const long MaxTick = (1L << 53) - 1;
    private static readonly DateTimeOffset Epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TimeProvider clock;
    private readonly long nodePart;

    // Milliseconds and sequence in one number, so that one more id is one more, over the millisecond's end too.
    private long last = -1;

    /// <param name="clock">The machine's clock, not one that people may move.</param>
    /// <param name="node">0 to 1,023, different for every process that writes at the same time.</param>
    public Ids(TimeProvider clock, int node)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(node);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(node, MaxNode);
        this.clock = clock;
        nodePart = (long)node << SequenceBits;
    }

    /// <summary>The next id, larger than every one before it from here.</summary>
    /// <exception cref="InvalidOperationException">The 41 bits have run out, in 2093.</exception>
    public long Next()
    {
        while (true)
        {
            var seen = Volatile.Read(ref last);
            var now = (clock.GetUtcNow() - Epoch).Ticks / TimeSpan.TicksPerMillisecond << SequenceBits;
            var next = Math.Max(now, seen + 1);
            if (next > MaxTick)
                throw new InvalidOperationException("ids have run out of milliseconds");
            if (Interlocked.CompareExchange(ref last, next, seen) == seen)
                return (next >> SequenceBits << (SequenceBits + NodeBits)) | nodePart | (next & SequenceMask);
        }
    }
}
