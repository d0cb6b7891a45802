using Gulou.Kernel.Audit;

namespace Gulou.App.Web.Audit;

/// <summary>What was done, in words, and the page of the record it was done to.</summary>
public static class AuditWords
{
    private const string Household = "/households/";
    private const string Claim = "/claims/";
    private const string Post = "/posts/";

    private static readonly Dictionary<string, string?> Known = new()
    {
        ["people.open-household"] = Household,
        ["people.unmask"] = null,
        ["people.register"] = Household,
        ["people.register-staff"] = null,
        ["people.print-cards"] = null,
        ["people.replace-card"] = Household,
        ["points.file-claim"] = Claim,
        ["points.review-claim"] = Claim,
        ["points.close-notice"] = Claim,
        ["points.object"] = null,
        ["points.answer"] = null,
        ["points.adopt-rule"] = null,
        ["shop.redeem"] = null,
        ["shop.receive"] = null,
        ["shop.count"] = null,
        ["shop.set-good"] = null,
        ["shop.open"] = null,
        ["posts.appoint"] = Post,
        ["posts.end-appointment"] = Post,
        ["posts.create-login"] = null,
        ["posts.set-password"] = null,
        ["posts.sign-in"] = null,
        ["posts.sign-in-failed"] = null,
        ["posts.init"] = null,
        ["places.add-grid"] = null,
        ["places.import"] = null,
        ["places.answer"] = null,
        ["places.rename"] = null,
        ["places.recode"] = null,
        ["places.move"] = null,
        ["places.merge"] = null,
        ["places.split"] = null,
        ["places.abolish"] = null,
        ["places.restore"] = null,
        ["places.redraw-grids"] = null,
        ["places.rehome-households"] = null,
        ["ledger.post"] = null,
        ["ledger.expire"] = null,
        ["settings.set"] = null,
    };

    /// <summary>Every word of the trace, in the order of its filter.</summary>
    public static IEnumerable<string> Verbs => Known.Keys;

    /// <summary>The key of its sentence.</summary>
    public static string Key(string verb) => $"audit.{verb.Replace('.', '-')}";

    /// <summary>The page of its subject; null when there is none. The page itself decides who may see it.</summary>
    public static string? Link(AuditRecord record) =>
        record.Subject != 0 && Known.GetValueOrDefault(record.Verb) is { } page
            ? $"{page}{record.Cell}/{record.Subject}"
            : null;
}
