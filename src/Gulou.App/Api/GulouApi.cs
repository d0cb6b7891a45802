using System.ComponentModel;
using Gulou.App.Web.Visits;
using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Ledger;
using Gulou.Storage.Places;

namespace Gulou.App.Api;

/// <summary>The program's interface for machines. It asks the same readers and verbs as the pages.</summary>
public static class GulouApi
{
    private const int MostPlaces = 50;
    private const int MostLines = 200;

    public static IServiceCollection AddGulouApi(this IServiceCollection services) =>
        services
            .AddScoped<Answering>()
            // A request that cannot be read is the caller's fault in development too.
            .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);

    public static void Map(WebApplication app)
    {
        var api = app.MapGroup("/api");
        api.MapGet("/places", FindPlacesAsync)
            .WithMetadata(new NeedsAttribute(PlacesCapabilities.See))
            .WithSummary("Places in the caller's scope by part of the name, pinyin initials or official code.");
        api.MapGet("/places/{key}", PlaceAsync)
            .WithMetadata(new NeedsAttribute(PlacesCapabilities.See))
            .WithSummary("One place with its codes and the number of places below it, by level.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/ledger/accounts/{cell:int}/{id:long}", AccountAsync)
            .WithMetadata(new NeedsAttribute(LedgerCapabilities.See))
            .WithSummary("An account's balance and what is held on it.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/ledger/accounts/{cell:int}/{id:long}/statement", StatementAsync)
            .WithMetadata(new NeedsAttribute(LedgerCapabilities.See))
            .WithSummary("An account's lines, newest first; `before` is the version of the last line seen.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        Deeds.Map(api);
    }

    private static async Task<PlaceList> FindPlacesAsync(
        Tower tower,
        Visitor visitor,
        CancellationToken cancellation,
        [Description("Part of the name, initials, or the beginning of a code; nothing finds nothing.")] string q = "",
        [Description("The key of the last place seen.")] string? after = null
    )
    {
        var found = await new PlaceReader(tower.Database).SearchAsync(
            visitor.Scopes(PlacesCapabilities.See),
            q,
            KeyOf(after),
            MostPlaces,
            cancellation
        );
        return new PlaceList([.. found.Select(PlaceJson.Of)]);
    }

    private static async Task<IResult> PlaceAsync(
        string key,
        Tower tower,
        Visitor visitor,
        CancellationToken cancellation
    )
    {
        var reader = new PlaceReader(tower.Database);
        var place = await reader.FindAsync(KeyOf(key), cancellation);
        if (place is null || !visitor.May(PlacesCapabilities.See, new Target(place.Key)))
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);
        var codes = await reader.CodesAsync(place.Cell, place.Id, cancellation);
        var below = await reader.CountsBelowAsync(place.Key, cancellation);
        return TypedResults.Ok(
            PlaceJson.Of(place) with
            {
                Codes = [.. codes.Select(c => new CodeJson($"{c.Scheme}", c.Code, c.From, c.To))],
                Below = below.ToDictionary(b => $"{b.Level}", b => b.Count),
            }
        );
    }

    private static async Task<IResult> AccountAsync(
        int cell,
        long id,
        Tower tower,
        Visitor visitor,
        CancellationToken cancellation
    ) =>
        await OpenAsync(cell, id, tower, visitor, cancellation) is { } account
            ? TypedResults.Ok(AccountJson.Of(account))
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> StatementAsync(
        int cell,
        long id,
        Tower tower,
        Visitor visitor,
        CancellationToken cancellation,
        string? before = null,
        int take = 50
    )
    {
        if (await OpenAsync(cell, id, tower, visitor, cancellation) is null)
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);
        var lines = await new LedgerReader(tower.Database).StatementAsync(
            cell,
            id,
            long.TryParse(before, out var version) ? version : long.MaxValue,
            Math.Clamp(take, 1, MostLines),
            cancellation
        );
        return TypedResults.Ok(new StatementJson([.. lines.Select(LineJson.Of)]));
    }

    /// <summary>The account if the caller may see it: a household's only where points are open to the caller.</summary>
    private static async Task<Account?> OpenAsync(
        int cell,
        long id,
        Tower tower,
        Visitor visitor,
        CancellationToken cancellation
    )
    {
        if (await new LedgerReader(tower.Database).AccountAsync(cell, id, cancellation) is not { } account)
            return null;
        var ofHousehold = account.Kind == AccountKind.Points;
        var here = new Target(account.Scope, ofHousehold ? account.Owner : null);
        if (!visitor.May(LedgerCapabilities.See, here) || (ofHousehold && !visitor.May(PointsCapabilities.See, here)))
            return null;
        var look = new ReadAccount
        {
            Id = ClientId.New(TimeProvider.System),
            Cell = cell,
            AccountId = id,
        };
        return !ofHousehold || (await visitor.RunAsync(look)).IsDone ? account : null;
    }

    internal static PlaceKey KeyOf(string? text) =>
        long.TryParse(text, out var value) && new PlaceKey(value) is { IsValid: true } key ? key : PlaceKey.Everywhere;
}
