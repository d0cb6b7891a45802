namespace Gulou.Kernel.Values;

/// <summary>
/// Marks an outcome that may turn into success when the same request is sent again later, unchanged: points or goods
/// may arrive, a lock ends. Everything else must be changed first.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class MayRetryAttribute : Attribute;
