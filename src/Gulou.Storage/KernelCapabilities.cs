using Gulou.Storage.Audit;
using Gulou.Storage.Cases;
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
        PeopleCapabilities.Record,
        PeopleCapabilities.Count,
        PeopleCapabilities.RegisterStaff,
        PeopleCapabilities.Unmask,
        PeopleCapabilities.Import,
        PeopleCapabilities.Export,
        PeopleCapabilities.Card,
        PeopleCapabilities.Invite,
        PostsCapabilities.See,
        PostsCapabilities.Appoint,
        PostsCapabilities.Login,
        PostsCapabilities.Password,
        PostsCapabilities.SignIn,
        PostsCapabilities.ResetFactor,
        PostsCapabilities.Bind,
        PostsCapabilities.Token,
        PostsCapabilities.EndToken,
        PostsCapabilities.Init,
        LedgerCapabilities.See,
        LedgerCapabilities.Post,
        LedgerCapabilities.Close,
        LedgerCapabilities.Reopen,
        AuditCapabilities.See,
        CasesCapabilities.File,
        CasesCapabilities.Act,
        CasesCapabilities.See,
        CasesCapabilities.Delegate,
        CasesCapabilities.Clock,
    ];
}
