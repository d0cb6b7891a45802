namespace Gulou.Storage;

/// <summary>
/// Marks a text column that names a stored file by its hash: what verification looks for on the disk and a backup takes
/// along.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AttachmentAttribute : Attribute;
