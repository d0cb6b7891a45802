using Gulou.Kernel.Posts;
using Gulou.Storage.Audit;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Ledger;

public enum ReadAccountOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>Writes down that someone looks at a household's account; only then is it shown.</summary>
public sealed record ReadAccount : Command<ReadAccountOutcome>, IReading
{
    public required long AccountId { get; init; }

    public override string Verb => "ledger.read-account";

    public override string Capability => LedgerCapabilities.See;

    public override void Needs(World w) => w.Account(Cell, AccountId);

    public override Target? Target(World w) =>
        w.Account(Cell, AccountId) is { } account ? new Target(account.Scope, account.Owner) : null;

    public override ReadAccountOutcome Decide(World w)
    {
        w.Subject = w.Account(Cell, AccountId)!.Owner;
        return ReadAccountOutcome.Done;
    }
}
