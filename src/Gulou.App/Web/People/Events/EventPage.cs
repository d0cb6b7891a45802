using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.People;
using Microsoft.AspNetCore.Components;

namespace Gulou.App.Web.People;

/// <summary>What the forms share by which something is recorded about a household or a person.</summary>
public abstract class EventPage : PeoplePage
{
    private readonly List<(string Field, string Message)> errors = [];

    [Inject]
    private Text Words { get; set; } = default!;

    [Parameter]
    public int Cell { get; set; }

    [Parameter]
    public long Id { get; set; }

    /// <summary>The household; null until it was opened.</summary>
    protected HouseholdView? View { get; private set; }

    /// <summary>Field and what is wrong with it.</summary>
    protected IReadOnlyList<(string Field, string Message)> Errors => errors;

    protected ActReader Acts => new(Tower.Database, Tower.Access);

    protected IReadOnlyList<(string Value, string Text)> Relations =>
        [.. Enum.GetValues<Relation>().Where(r => r != Relation.Head).Select(r => ($"{(int)r}", RelationName(r)))];

    protected IReadOnlyList<(string Value, string Text)> Sexes =>
        [("m", Words["people.male"]), ("f", Words["people.female"])];

    /// <summary>The day typed, or today in a fresh form.</summary>
    protected string OnTyped => Posted("on") is { Length: > 0 } typed ? typed : $"{Today:O}";

    protected string? Error(string field) => errors.Find(e => e.Field == field).Message;

    protected void Wrong(string field, string message) => errors.Add((field, message));

    protected string RelationName(Relation relation) => Words[$"people.relation-{(int)relation}"];

    /// <summary>Opens the household, which is written down, for one who may record; else the page is refused.</summary>
    protected async Task<bool> OpenAsync(long household)
    {
        Context.Response.Headers.CacheControl = "no-store";
        var opening = new OpenHousehold
        {
            Id = ClientId.New(TimeProvider.System),
            Cell = Cell,
            HouseholdId = household,
        };
        var opened = await Visitor.RunAsync(opening);
        View = opened.IsDone ? await Households.ShowAsync(Reader, Today, Cell, household) : null;
        if (!Demand(PeopleCapabilities.Record, View is null ? null : new Target(View.Household.Scope, household)))
            return false;
        await ShowPlaceAsync(View!.Household.Scope);
        return true;
    }

    /// <summary>The day of a field; an error and null when it cannot be read.</summary>
    protected DateOnly? ReadDay(string field)
    {
        if (DateOnly.TryParseExact(Posted(field), "O", out var day))
            return day;
        Wrong(field, Words["people.day-wrong"]);
        return null;
    }

    /// <summary>The ID number of a field; null when it is empty, and an error too when it is none.</summary>
    protected CitizenId? ReadNumber(string field)
    {
        if (Posted(field).Length == 0)
            return null;
        if (CitizenId.TryParse(Posted(field), out var number, out var fault))
            return number;
        Wrong(field, Words[$"people.number-{fault.ToString().ToLowerInvariant()}"]);
        return null;
    }

    protected MobilePhone? ReadPhone(string field)
    {
        if (Posted(field).Length == 0)
            return null;
        if (MobilePhone.TryParse(Posted(field), out var phone))
            return phone;
        Wrong(field, Words["people.phone-wrong"]);
        return null;
    }

    protected Relation ReadRelation(string field) =>
        Enum.TryParse<Relation>(Posted(field), out var relation) && Enum.IsDefined(relation)
            ? relation
            : Relation.Other;

    protected bool? ReadSex(string field) => Posted(field).Length == 0 ? null : Posted(field) == "m";
}
