using Gulou.Kernel.Values;

namespace Gulou.App.Web;

/// <summary>One entry of a menu.</summary>
/// <param name="TextKey">Key of its text.</param>
/// <param name="Href">Local path; the entry is marked current on this path and those below it.</param>
/// <param name="Icon">A name known to <see cref="Kit.Icon"/>.</param>
/// <param name="Group">Key of the heading it stands under; entries of one group follow each other.</param>
/// <param name="Badge">Number of things waiting.</param>
public sealed record NavItem(string TextKey, string Href, string Icon, string? Group = null, int? Badge = null);

/// <summary>A step of the path of places; the last one is where the reader is.</summary>
public sealed record Crumb(string Text, string? Href = null);

/// <summary>
/// What the frame of a page shows about its reader. Filled per request, by middleware and by the page itself; a layout
/// is drawn before its page has run, so it draws again whenever something here changes.
/// </summary>
public sealed class Shell(TimeProvider clock)
{
    /// <summary>The clock of this program; a demo may move it.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>Something of the frame has changed.</summary>
    public event Action? Changed;

    public Instant Now => Instant.Now(Clock);

    public DateOnly Today => Now.Day;

    /// <summary>The office's menu, as the reader's posts allow.</summary>
    public IReadOnlyList<NavItem> Nav
    {
        get;
        set => Set(ref field, value);
    } = [];

    /// <summary>The four places of the village pages.</summary>
    public IReadOnlyList<NavItem> Tabs
    {
        get;
        set => Set(ref field, value);
    } =
    [
        new("shell.home", "/", "home"),
        new("shell.services", "/services", "edit"),
        new("shell.notices", "/notices", "notice"),
        new("shell.mine", "/mine", "person"),
    ];

    public IReadOnlyList<Crumb> Crumbs
    {
        get;
        set => Set(ref field, value);
    } = [];

    /// <summary>The reader's name; null before signing in.</summary>
    public string? UserName
    {
        get;
        set => Set(ref field, value);
    }

    public string? PostName
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Village and family name of a villager, for the head of the village pages.</summary>
    public string? VillageName
    {
        get;
        set => Set(ref field, value);
    }

    public string? FamilyName
    {
        get;
        set => Set(ref field, value);
    }

    public bool IsDemo
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>The entry that leads here: the longest path that the current one lies at or below.</summary>
    public static NavItem? Current(IEnumerable<NavItem> items, string path) =>
        items
            .Where(item =>
                path == item.Href || (item.Href != "/" && path.StartsWith(item.Href + "/", StringComparison.Ordinal))
            )
            .MaxBy(item => item.Href.Length);

    private void Set<T>(ref T field, T value)
    {
        field = value;
        Changed?.Invoke();
    }
}
