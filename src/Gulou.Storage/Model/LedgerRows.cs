using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Storage.Model;

/// <summary>An entry as a row, for reading; only the command path writes it.</summary>
public sealed class EntryRow
{
    public int Cell { get; set; }
    public ClientId Id { get; set; }
    public Instant RecordedAt { get; set; }
    public DateOnly EffectiveOn { get; set; }
    public EntryKind Kind { get; set; }
    public required string Reason { get; set; }
    public required string Memo { get; set; }
    public long Place { get; set; }
    public PlaceKey Scope { get; set; }
    public long? Party { get; set; }
    public long Subject { get; set; }
    public ClientId? Target { get; set; }
    public long? Bearer { get; set; }
    public Instant? Until { get; set; }
    public int Lane { get; set; }
    public long Seq { get; set; }
    public required byte[] Hash { get; set; }
}

/// <summary>A posting as a row, for reading.</summary>
public sealed class PostingRow
{
    public int Cell { get; set; }
    public ClientId Entry { get; set; }
    public int N { get; set; }
    public long Account { get; set; }
    public long Unit { get; set; }
    public long Amount { get; set; }
    public long Held { get; set; }
    public long Balance { get; set; }
    public long Version { get; set; }
}

/// <summary>One leg of an open hold, for reading.</summary>
public sealed class HoldRow
{
    public int Cell { get; set; }
    public long Account { get; set; }
    public ClientId Entry { get; set; }
    public long Amount { get; set; }
    public Instant? Until { get; set; }
}

/// <summary>The end of an audit lane.</summary>
public sealed class LaneHeadRow
{
    public int Cell { get; set; }
    public int Lane { get; set; }
    public long Seq { get; set; }
    public required byte[] Hash { get; set; }

    /// <summary>The time of its last record.</summary>
    public Instant At { get; set; }
}

/// <summary>A seal as a row; only the sealer writes it.</summary>
public sealed class SealRow
{
    public long Number { get; set; }
    public Instant At { get; set; }
    public required byte[] Hash { get; set; }
}

/// <summary>The end of a chain that had moved when a seal was made.</summary>
public sealed class SealedHeadRow
{
    public int Cell { get; set; }
    public int Lane { get; set; }
    public long Seal { get; set; }
    public long Seq { get; set; }
    public required byte[] Hash { get; set; }
}
