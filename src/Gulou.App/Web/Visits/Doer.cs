using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Audit;
using Gulou.Storage.People;
using Gulou.Storage.Posts;

namespace Gulou.App.Web.Visits;

/// <summary>
/// Who did something, in words: officials by name and post; villagers as far as the reader's post allows, and to those
/// who see no households just as villagers; the system as what it is.
/// </summary>
internal static class Doer
{
    public static string Of(AuditItem item, Visitor visitor, Text text, Func<string, string> postName)
    {
        if (item.Record.PersonId == 0)
            return text[item.Record.Verb == RecordSignIn.Failed ? "audit.somebody" : "audit.system"];
        if (item.Post.Length > 0)
            return $"{item.PersonName} · {postName(item.Post)}";
        var (place, villager) = (new Target(item.Record.Place), postName(PostCatalog.Villager));
        return visitor.May(PeopleCapabilities.SeeNames, place) ? $"{item.PersonName} · {villager}"
            : visitor.May(PeopleCapabilities.See, place) ? $"{PersonName.Mask(item.PersonName)} · {villager}"
            : villager;
    }
}
