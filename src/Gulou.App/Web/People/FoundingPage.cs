using Gulou.App.Web.Visits;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Places;
using Microsoft.AspNetCore.Components;

namespace Gulou.App.Web.People;

/// <summary>
/// What the forms share by which a household is entered, registered or moved in: which village, which places in it, and
/// the rows of its members.
/// </summary>
public abstract class FoundingPage : PeoplePage
{
    [Inject]
    private Text Words { get; set; } = default!;

    /// <summary>Where the form begins; without it at the first place the reader may work in.</summary>
    [SupplyParameterFromQuery]
    protected string? Place { get; set; }

    /// <summary>Villages to choose from; none once there is one.</summary>
    protected IReadOnlyList<PlaceItem> Villages { get; private set; } = [];

    /// <summary>Places of the village that take households.</summary>
    protected IReadOnlyList<(string Value, string Text)> Places { get; private set; } = [];

    protected HouseholdForm? Form { get; private set; }

    protected PlaceKey Key { get; private set; }

    /// <summary>Opens the form for one who may, at the chosen village or with the villages to choose from.</summary>
    /// <param name="capability">What the form is for.</param>
    /// <param name="typed">A field's value.</param>
    protected async Task OpenAsync(string capability, Func<string, string> typed)
    {
        Context.Response.Headers.CacheControl = "no-store";
        Key = KeyOf(Place);
        if (Key.Depth == 0 && Visitor.Scopes(capability) is [var scope, ..])
            Key = new PlaceKey(scope.Low);
        if (!Demand(capability, Key.Depth == 0 ? null : new Target(Key)))
            return;
        await ShowPlaceAsync(Key);
        if (Key.Depth < (int)PlaceLevel.Village)
        {
            Villages = await Map.ChildrenAsync(Key);
            return;
        }
        Places = await PlacesOfAsync(Key.At(PlaceLevel.Village));
        Form = new HouseholdForm(typed, Words);
    }

    /// <summary>The place chosen in the form; null, and an error, when there is none.</summary>
    protected async Task<Place?> ChosenPlaceAsync()
    {
        var place = await Map.FindAsync(KeyOf(Form!.Place));
        if (place is null)
            Form.Wrong("place", Words["people.place-missing"]);
        return place;
    }
}
