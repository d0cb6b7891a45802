namespace Gulou.Storage.Ledger;

public static class LedgerCapabilities
{
    public const string See = "ledger.see";

    /// <summary>
    /// Given only to the post that other programs work under: else entries follow from what people do.
    /// </summary>
    public const string Post = PostEntry.Post;

    /// <summary>Closing the books of a place for a month.</summary>
    public const string Close = "ledger.close";

    /// <summary>Opening a closed month again.</summary>
    public const string Reopen = "ledger.reopen";
}
