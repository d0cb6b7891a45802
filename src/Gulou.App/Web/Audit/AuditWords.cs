using Gulou.Kernel.Audit;

namespace Gulou.App.Web.Audit;

/// <summary>What was done, in words, and the page of the record it was done to.</summary>
public static class AuditWords
{
    private const string Household = "/households/";
    private const string List = "/people/import/";
    private const string Claim = "/claims/";
    private const string Post = "/posts/";
    private const string Person = "/people/";
    private const string Act = "/acts/";

    private static readonly Dictionary<string, string?> Known = new()
    {
        ["people.open-household"] = Household,
        ["people.list"] = null,
        ["people.invite"] = null,
        ["people.unmask"] = null,
        ["people.register"] = Household,
        ["people.register-staff"] = null,
        ["people.bring-list"] = List,
        ["people.check-list"] = List,
        ["people.list-checked"] = List,
        ["people.store-list"] = List,
        ["people.drop-list"] = List,
        ["people.break-off-list"] = List,
        ["people.reserve-listed"] = List,
        ["people.release-listed"] = List,
        ["people.enter-listed"] = List,
        ["people.export"] = null,
        ["people.export-in-full"] = null,
        ["people.print-cards"] = null,
        ["people.replace-card"] = Household,
        ["people.open-person"] = Person,
        ["people.find-number"] = null,
        ["people.record-birth"] = Household,
        ["people.record-death"] = Person,
        ["people.move-in"] = Household,
        ["people.move-out"] = Person,
        ["people.move-within"] = Household,
        ["people.split-household"] = Household,
        ["people.join-households"] = Household,
        ["people.change-head"] = Household,
        ["people.place-household"] = Household,
        ["people.close-household"] = Household,
        ["people.correct"] = Person,
        ["people.merge"] = Person,
        ["people.tell-apart"] = Person,
        ["people.undo"] = Act,
        ["points.file-claim"] = Claim,
        ["points.review-claim"] = Claim,
        ["points.close-notice"] = Claim,
        ["points.open-claim"] = Household,
        ["points.open-photo"] = Household,
        ["points.object"] = null,
        ["points.answer"] = null,
        ["points.adopt-rule"] = null,
        ["shop.redeem"] = null,
        ["shop.open-receipt"] = Household,
        ["shop.receive"] = null,
        ["shop.count"] = null,
        ["shop.set-good"] = null,
        ["shop.open"] = null,
        ["posts.appoint"] = Post,
        ["posts.end-appointment"] = Post,
        ["posts.create-login"] = null,
        ["posts.set-password"] = null,
        ["posts.join"] = null,
        ["posts.sign-in"] = null,
        ["posts.sign-in-failed"] = null,
        ["posts.confirm-password"] = null,
        ["posts.second-factor"] = null,
        ["posts.recovery-code"] = null,
        ["posts.second-factor-failed"] = null,
        ["posts.provider-sign-in"] = null,
        ["posts.sign-out"] = null,
        ["posts.sign-out-everywhere"] = null,
        ["posts.enrol-second-factor"] = null,
        ["posts.drop-second-factor"] = null,
        ["posts.renew-recovery-codes"] = null,
        ["posts.reset-second-factor"] = null,
        ["posts.acknowledge-reset"] = null,
        ["posts.bind-subject"] = null,
        ["posts.unbind-subject"] = null,
        ["posts.init"] = null,
        ["posts.make-token"] = null,
        ["posts.end-token"] = null,
        ["posts.end-tokens"] = null,
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
        ["places.rehome"] = null,
        ["ledger.read-account"] = Household,
        ["ledger.post"] = null,
        ["ledger.expire"] = null,
        ["ledger.open"] = null,
        ["ledger.close"] = null,
        ["ledger.reopen"] = null,
        ["settings.set"] = null,
        ["clock.accept"] = null,
        ["settings.cookie-key"] = null,
        ["keys.renew"] = null,
    };

    /// <summary>The words of all readings: what a villager is told of.</summary>
    public static readonly IReadOnlyList<string> Readings =
    [
        "people.open-household",
        "people.unmask",
        "people.list",
        "people.print-cards",
        "people.invite",
        "people.export",
        "people.export-in-full",
        "points.open-claim",
        "points.open-photo",
        "shop.open-receipt",
        "ledger.read-account",
    ];

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
