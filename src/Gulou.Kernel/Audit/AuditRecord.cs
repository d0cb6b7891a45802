using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.Audit;

/// <summary>
/// One thing that was done or looked at, append-only: who, in which post, where, what. It is also the command's
/// idempotency record: <see cref="CommandId"/> is unique within the cell for ever. Each record carries the hash of the
/// one before it in its lane, so that a change or a gap shows.
/// </summary>
public sealed class AuditRecord
{
    /// <summary>The cell.</summary>
    public int Cell { get; set; }

    /// <summary>The writer's lane; each lane is a chain of its own within the cell.</summary>
    public int Lane { get; set; }

    /// <summary>1, 2, 3 … within the lane.</summary>
    public long Seq { get; set; }

    /// <summary>When.</summary>
    public Instant At { get; set; }

    /// <summary>Who: the person's id, 0 for the system.</summary>
    public long PersonId { get; set; }

    /// <summary>By which appointment; 0 as a villager or the system.</summary>
    public long AppointmentId { get; set; }

    /// <summary>What was done, as a stable word such as <c>shop.redeem</c>.</summary>
    public required string Verb { get; set; }

    /// <summary>Where: the place's key on that day.</summary>
    public PlaceKey Place { get; set; }

    /// <summary>The record it was done to or made, 0 if none.</summary>
    public long Subject { get; set; }

    /// <summary>The command's id.</summary>
    public ClientId CommandId { get; set; }

    /// <summary>The keyed hash of what was asked for: the same id with other content is refused.</summary>
    public required byte[] Content { get; set; }

    /// <summary>The hash of what was written to the ledger, empty if nothing.</summary>
    public required byte[] Written { get; set; }

    /// <summary>The chain's hash up to and including this record.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The same record in another cell, whose chain it joins.</summary>
    public AuditRecord In(int cell)
    {
        var other = (AuditRecord)MemberwiseClone();
        other.Cell = cell;
        return other;
    }

    /// <summary>The hash this record must carry after the record before it (32 zero bytes before the first).</summary>
    public byte[] Chained(byte[] before, Digest digest) =>
        digest
            .Add(before)
            .Add(Cell)
            .Add(Lane)
            .Add(Seq)
            .Add(At.Micros)
            .Add(PersonId)
            .Add(AppointmentId)
            .Add(Verb)
            .Add(Place.Value)
            .Add(Subject)
            .Add(CommandId)
            .Add(Content)
            .Add(Written)
            .Take();
}

/// <summary>The end of a lane: where the next record is tied on.</summary>
/// <param name="Seq">The last record's number; 0 before the first.</param>
/// <param name="Hash">Its hash; 32 zero bytes before the first.</param>
public readonly record struct LaneHead(long Seq, byte[] Hash)
{
    /// <summary>Before the first record.</summary>
    public static LaneHead Start => new(0, new byte[32]);
}
