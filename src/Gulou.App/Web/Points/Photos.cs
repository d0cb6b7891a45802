using Gulou.App.Web.Visits;
using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Values;

namespace Gulou.App.Web.Points;

/// <summary>The photo of a claim, for those who may see the claim; no copy is left with the browser.</summary>
internal static class Photos
{
    public static void Map(WebApplication app) =>
        app.MapGet("/photos/{cell:int}/{claim:long}", ShowAsync).ExcludeFromDescription();

    [Needs(PointsCapabilities.See)]
    private static async Task<IResult> ShowAsync(
        int cell,
        long claim,
        Tower tower,
        Visitor visitor,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var reader = new ClaimReader(tower.Database, tower.Access);
        var hash = await reader.PhotoAsync(visitor.Actor, tower.Now.Day, cell, claim, cancellation);
        var look = new OpenClaim
        {
            Id = ClientId.New(TimeProvider.System),
            Cell = cell,
            ClaimId = claim,
            Photo = true,
        };
        if (hash is null || !(await visitor.RunAsync(look)).IsDone || tower.Attachments.Open(hash) is not { } photo)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(photo, "image/jpeg");
    }
}
