using Gulou.App.Demo;
using Gulou.App.Jobs;
using Microsoft.AspNetCore.Mvc;

namespace Gulou.App.Web.Demo;

/// <summary>Moving the demo's clock. Mapped only on a demo: production has no such address.</summary>
internal static class DemoEndpoints
{
    public const string Clock = "/demo/clock";

    private const int MostDays = 31;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Clock, MoveAsync).ExcludeFromDescription().RequireAuthorization();

    private static async Task<IResult> MoveAsync(
        [FromForm] int days,
        [FromForm] string? back,
        DemoSite site,
        NoticeJob notices
    )
    {
        await site.MoveClockAsync(TimeSpan.FromDays(Math.Clamp(days, 1, MostDays)));
        await notices.RunOnceAsync();
        return Results.LocalRedirect(LocalPath.OrHome(back));
    }
}
