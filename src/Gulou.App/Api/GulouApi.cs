using System.ComponentModel;
using Gulou.App.Web.Visits;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Places;

namespace Gulou.App.Api;

/// <summary>The program's interface for machines. It asks the same readers and verbs as the pages.</summary>
public static class GulouApi
{
    private const int MostPlaces = 50;

    public static IServiceCollection AddGulouApi(this IServiceCollection services) =>
        services
            .AddScoped<Answering>()
            // A request that cannot be read is the caller's fault in development too.
            .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);

    public static void Map(WebApplication app)
    {
        var api = app.MapGroup("/api").AddEndpointFilter(TellWhatCannotBeReadAsync);
        api.MapGet("/places", FindPlacesAsync)
            .WithMetadata(new NeedsAttribute(PlacesCapabilities.See))
            .WithSummary("Places in the caller's scope by part of the name, pinyin initials or official code.");
        api.MapGet("/places/{key}", PlaceAsync)
            .WithMetadata(new NeedsAttribute(PlacesCapabilities.See))
            .WithSummary("One place with its codes and the number of places below it, by level.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        LedgerApi.Map(api);
        LedgerDeeds.Map(api);
        Deeds.Map(api);
    }

    private static async ValueTask<object?> TellWhatCannotBeReadAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        try
        {
            return await next(context);
        }
        catch (ProblemException wrong)
        {
            return context.HttpContext.RequestServices.GetRequiredService<Answering>().Unreadable(wrong);
        }
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

    internal static PlaceKey KeyOf(string? text) =>
        long.TryParse(text, out var value) && new PlaceKey(value) is { IsValid: true } key ? key : PlaceKey.Everywhere;
}
