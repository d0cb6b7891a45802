namespace Gulou.App.Api;

/// <summary>What was done.</summary>
/// <param name="Id">The idempotency key of the request.</param>
/// <param name="Subject">The record it made.</param>
public sealed record DoneJson(string Id, string Subject);
