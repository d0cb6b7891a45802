using Gulou.Kernel.Values;

namespace Gulou.Kernel.Audit;

/// <summary>
/// The past at one moment in 32 bytes: a hash over the ends of all audit chains. Each seal covers the one before it and
/// the ends that moved since, so that the last seal stands for all of them. Whoever has its <see cref="Code"/> on paper
/// can tell whether the past was rewritten, even by the database's owner.
/// </summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="At">When it was made; never before the seal before it.</param>
/// <param name="Hash">32 bytes.</param>
public sealed record Seal(long Number, Instant At, byte[] Hash)
{
    /// <summary>Before the first seal.</summary>
    public static Seal Start { get; } = new(0, new Instant(0), new byte[32]);

    /// <summary>What is printed.</summary>
    public string Code => SealCode.Of(Hash);

    /// <summary>The seal after this one.</summary>
    /// <param name="at">When; if the clock went back, this seal's time.</param>
    /// <param name="moved">The chains that went on since, in the order of cell and lane.</param>
    /// <param name="digest">Does the hashing.</param>
    public Seal Next(Instant at, IEnumerable<SealedHead> moved, Digest digest)
    {
        at = at < At ? At : at;
        digest.Add(Hash).Add(Number + 1).Add(at.Micros);
        foreach (var head in moved)
            digest.Add(head.Cell).Add(head.Lane).Add(head.Seq).Add(head.Hash);
        return new Seal(Number + 1, at, digest.Take());
    }
}

/// <summary>The end of one audit chain under a seal.</summary>
/// <param name="Cell">The chain's cell.</param>
/// <param name="Lane">Its lane.</param>
/// <param name="Seq">The number of its last record.</param>
/// <param name="Hash">That record's hash.</param>
public readonly record struct SealedHead(int Cell, int Lane, long Seq, byte[] Hash);
