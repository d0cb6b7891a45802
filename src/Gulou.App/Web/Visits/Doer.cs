using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Audit;
using Gulou.Storage.People;
using Gulou.Storage.Posts;

namespace Gulou.App.Web.Visits;

/// <summary>
/// Who did something, in words: officials by name and post, villagers as far as the reader's post allows, the system
/// as what it is.
/// </summary>
internal static class Doer
{
    public static string Of(AuditItem item, Visitor visitor, Text text, Func<string, string> postName)
    {
        if (item.Record.PersonId == 0)
            return text[item.Record.Verb == RecordSignIn.Failed ? "audit.somebody" : "audit.system"];
        if (item.Post.Length > 0)
            return $"{item.PersonName} · {postName(item.Post)}";
        var plain = visitor.May(PeopleCapabilities.SeeNames, new Target(item.Record.Place));
        return $"{(plain ? item.PersonName : PersonName.Mask(item.PersonName))} · {postName(PostCatalog.Villager)}";
    }
}
