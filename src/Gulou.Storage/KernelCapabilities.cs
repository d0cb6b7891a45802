using Gulou.Storage.Audit;
using Gulou.Storage.Ledger;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Gulou.Storage.Posts;

namespace Gulou.Storage;

/// <summary>What the kernel lets posts do; the areas add theirs.</summary>
public static class KernelCapabilities
{
    public static readonly IReadOnlyList<string> All =
    [
        PlacesCapabilities.See,
        PlacesCapabilities.Import,
        PlacesCapabilities.Edit,
        PlacesCapabilities.Grids,
        PeopleCapabilities.See,
        PeopleCapabilities.SeeNames,
        PeopleCapabilities.SeeOneself,
        PeopleCapabilities.Register,
        PeopleCapabilities.RegisterStaff,
        PeopleCapabilities.Unmask,
        PeopleCapabilities.Card,
        PostsCapabilities.See,
        PostsCapabilities.Appoint,
        PostsCapabilities.Login,
        PostsCapabilities.Password,
        PostsCapabilities.Init,
        LedgerCapabilities.See,
        LedgerCapabilities.Post,
        AuditCapabilities.See,
    ];
}
