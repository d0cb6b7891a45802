using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Microsoft.AspNetCore.Components;

namespace Gulou.App.Web.Visits;

/// <summary>
/// What every page with data stands on: the reader, the tower, and the ways to refuse, to run a command and to move on.
/// </summary>
public abstract class GulouPage : ComponentBase
{
    [Inject]
    protected Tower Tower { get; set; } = default!;

    [Inject]
    protected Visitor Visitor { get; set; } = default!;

    [Inject]
    protected Shell Shell { get; set; } = default!;

    [Inject]
    protected Refusals Refusals { get; set; } = default!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    protected HttpContext Context { get; set; } = default!;

    /// <summary>Why the last command was refused, in words; null when it was not.</summary>
    protected string? Refusal { get; private set; }

    /// <summary>True when the reader may not see this page; the page then shows <c>Refused</c>.</summary>
    protected bool IsRefused { get; private set; }

    protected DateOnly Today => Shell.Today;

    /// <summary>The value of a posted form's field, trimmed; empty when it is not there.</summary>
    protected string Posted(string field) =>
        Context.Request.HasFormContentType ? Context.Request.Form[field].ToString().Trim() : "";

    /// <summary>The attempt's key in the posted form: the id of the command.</summary>
    protected ClientId AttemptKey =>
        ClientId.TryParse(Posted(Kit.PostForm.Key), out var key) ? key : ClientId.New(TimeProvider.System);

    /// <summary>Whether the reader may; if not, the page is refused.</summary>
    protected bool Demand(string capability, Target? target)
    {
        if (Visitor.May(capability, target))
            return true;
        IsRefused = true;
        return false;
    }

    /// <summary>
    /// Writes down that the reader looks at a list of a place's people; only if this is true may it be shown.
    /// </summary>
    protected async Task<bool> MayListAsync(PlaceKey place)
    {
        if (await new PlaceReader(Tower.Database).FindAsync(place) is not { } found)
            return false;
        var list = new ListPeople
        {
            Id = ClientId.New(TimeProvider.System),
            Cell = found.Cell,
            PlaceId = found.Id,
        };
        return (await Visitor.RunAsync(list)).IsDone;
    }

    /// <summary>The same for all places in which the reader may see people.</summary>
    protected async Task<bool> MayListAsync(IReadOnlyList<PlaceRange> scopes)
    {
        foreach (var scope in scopes)
        {
            if (!await MayListAsync(new PlaceKey(scope.Low)))
                return false;
        }
        return true;
    }

    /// <summary>
    /// Runs a command in the reader's name. Done: true. Refused: false, and <see cref="Refusal"/> says why and what to
    /// do.
    /// </summary>
    protected async Task<(bool Done, Answer<TOutcome> Answer)> RunAsync<TOutcome>(Command<TOutcome> command)
        where TOutcome : struct, Enum
    {
        var answer = await Visitor.RunAsync(command);
        Refusal = answer.IsDone ? null : Refusals.Say(answer);
        return (answer.IsDone, answer);
    }
}
