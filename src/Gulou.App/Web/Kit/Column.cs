using Microsoft.AspNetCore.Components;

namespace Gulou.App.Web.Kit;

/// <summary>A column of a <see cref="DataTable{TItem}"/>: a title and either a value or a template.</summary>
public sealed class Column<TItem> : ComponentBase
{
    [CascadingParameter]
    private DataTable<TItem> Table { get; set; } = default!;

    [Parameter]
    public string Title { get; set; } = "";

    /// <summary>The text of a cell.</summary>
    [Parameter]
    public Func<TItem, string?>? Value { get; set; }

    /// <summary>The markup of a cell, when text is not enough.</summary>
    [Parameter]
    public RenderFragment<TItem>? ChildContent { get; set; }

    /// <summary>Numbers stand at the right, digit under digit.</summary>
    [Parameter]
    public bool Numeric { get; set; }

    /// <summary>The column that names the row; it heads the card on a phone.</summary>
    [Parameter]
    public bool Main { get; set; }

    internal string? Class =>
        (Numeric, Main, Title) switch
        {
            (true, _, _) => "g-numeric",
            (_, true, _) => "g-main",
            (_, _, "") => "g-acts",
            _ => null,
        };

    internal RenderFragment Cell(TItem item) =>
        ChildContent is not null ? ChildContent(item) : builder => builder.AddContent(0, Value?.Invoke(item));

    protected override void OnInitialized() => Table.Add(this);
}
