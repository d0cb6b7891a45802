using Gulou.Kernel.Values;

namespace Gulou.Kernel.Audit;

/// <summary>
/// The personal text beside an audit record, such as a reason in words. It can be erased; the record stays.
/// </summary>
public sealed class Remark
{
    /// <summary>The cell.</summary>
    public int Cell { get; set; }

    /// <summary>The command whose record it belongs to.</summary>
    public ClientId CommandId { get; set; }

    /// <summary>The text, at most 500 characters.</summary>
    public required string Text { get; set; }
}
