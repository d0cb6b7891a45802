using Gulou.App.Web.Kit;
using Gulou.App.Web.Visits;
using Gulou.Kernel.Places;
using Gulou.Storage.People.Import;
using Microsoft.AspNetCore.Components;

namespace Gulou.App.Web.People;

/// <summary>What the pages about lists of people share.</summary>
public abstract class ListPage : OfficePage
{
    [Inject]
    private Text Words { get; set; } = default!;

    /// <summary>Why a file was not taken or made, as a word set by the redirect after it.</summary>
    [SupplyParameterFromQuery]
    protected string? Refused { get; set; }

    protected string? RefusedWhy =>
        Refused switch
        {
            null => null,
            "reason" => Words["lists.export-refused", Storage.People.UnmaskPerson.LongestReason],
            "no-file" or "too-large" => Words[$"lists.{Refused}"],
            _ => Words.Find($"refusals.start-import.{Refused}") ?? Words["refusals.start-import.place-gone"],
        };

    protected static string AddressOf(PeopleImport import) => $"/people/import/{import.Cell}/{import.Id}";

    protected static Tone ToneOf(ImportState state) =>
        state switch
        {
            ImportState.Done => Tone.Ok,
            ImportState.Checked => Tone.Due,
            ImportState.Withdrawn or ImportState.Unreadable or ImportState.BrokenOff => Tone.Late,
            _ => Tone.Info,
        };

    /// <summary>The places of the scopes and those one level below, down to a village.</summary>
    protected async Task<List<(string Value, string Text)>> PlacesAsync(IReadOnlyList<PlaceRange> scopes)
    {
        var places = new List<(string, string)>();
        foreach (var top in scopes.Select(scope => new PlaceKey(scope.Low)))
        {
            if (await Map.FindAsync(top) is not { } place)
                continue;
            if (place.Level >= PlaceLevel.County)
                places.Add(($"{top}", place.ShortName));
            if (place.Level < PlaceLevel.Village)
                places.AddRange((await Map.ChildrenAsync(top)).Select(c => ($"{c.Place.Key}", c.Place.ShortName)));
        }
        return places;
    }
}
