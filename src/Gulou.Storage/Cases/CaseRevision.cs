using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.Cases;

/// <summary>
/// What a case's form held from one act to the next. It can be erased; its salted digest is in the log. Private fields
/// are sealed.
/// </summary>
public sealed class CaseRevision
{
    public int Cell { get; set; }
    public long CaseId { get; set; }

    /// <summary>Counts from 1.</summary>
    public int Revision { get; set; }

    /// <summary>The plain fields as JSON.</summary>
    public required string Values { get; set; }

    /// <summary>The private fields as JSON, encrypted; null for none.</summary>
    public byte[]? Sealed { get; set; }

    /// <summary>The salted digest of the private fields; empty for none.</summary>
    public byte[] SealedDigest { get; set; } = [];

    /// <summary>32 bytes that nobody guesses, erased with the values.</summary>
    public byte[] Salt { get; set; } = [];

    /// <summary>What the log says of it.</summary>
    public byte[] DigestOf(Digest digest) => digest.Add(Salt).Add(Values).Add(SealedDigest).Take();
}

/// <summary>The remark of a log line. It can be erased; its salted digest is in the log.</summary>
public sealed class CaseRemark
{
    public int Cell { get; set; }
    public long CaseId { get; set; }

    /// <summary>The line's number.</summary>
    public int Seq { get; set; }

    public required string Text { get; set; }

    /// <summary>32 bytes that nobody guesses, erased with the text.</summary>
    public byte[] Salt { get; set; } = [];

    /// <summary>What the log says of it.</summary>
    public byte[] DigestOf(Digest digest) => digest.Add(Salt).Add(Text).Take();
}

/// <summary>A file some revision of a case's form names.</summary>
public sealed class CaseAttachment
{
    public int Cell { get; set; }
    public long Id { get; set; }
    public long CaseId { get; set; }

    /// <summary>The field, for a table's column <c>field.column</c>.</summary>
    public required string Field { get; set; }

    [Attachment]
    public required string Hash { get; set; }
}

/// <summary>A case's present values.</summary>
internal sealed record RevisionOf(int Cell, long CaseId) : Query<CaseRevision>
{
    public override IQueryable<CaseRevision> On(GulouDb db) =>
        db.Set<CaseRevision>()
            .Where(r => r.Cell == Cell && r.CaseId == CaseId)
            .OrderByDescending(r => r.Revision)
            .Take(1);
}

/// <summary>The files of a case.</summary>
internal sealed record AttachmentsOf(int Cell, long CaseId) : Query<CaseAttachment>
{
    public override IQueryable<CaseAttachment> On(GulouDb db) =>
        db.Set<CaseAttachment>().Where(a => a.Cell == Cell && a.CaseId == CaseId);
}
