using Microsoft.AspNetCore.Components;

namespace Gulou.App.Web.Layouts;

/// <summary>A layout that shows the <see cref="Web.Shell"/> and follows what its page puts there.</summary>
public abstract class FrameLayout : LayoutComponentBase, IDisposable
{
    [Inject]
    protected Shell Shell { get; set; } = default!;

    [CascadingParameter]
    protected HttpContext Context { get; set; } = default!;

    public void Dispose()
    {
        Shell.Changed -= StateHasChanged;
        GC.SuppressFinalize(this);
    }

    protected override void OnInitialized() => Shell.Changed += StateHasChanged;

    protected NavItem? Current(IEnumerable<NavItem> items) => Shell.Current(items, Context.Request.Path);
}
