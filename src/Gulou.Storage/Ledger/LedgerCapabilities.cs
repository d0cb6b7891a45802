namespace Gulou.Storage.Ledger;

public static class LedgerCapabilities
{
    public const string See = "ledger.see";

    /// <summary>Given to no post: entries follow from what people do.</summary>
    public const string Post = PostEntry.Post;
}
