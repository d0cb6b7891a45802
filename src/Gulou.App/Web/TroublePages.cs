using Gulou.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Gulou.App.Web;

/// <summary>
/// Trouble below the program is answered 503 with a sentence, and tried again by whoever asked: nothing was stored, and
/// the program goes on by itself once there is room again, or a server, or a right clock.
/// </summary>
/// <param name="Kind">What it is.</param>
internal sealed record TroublePages(TroubleKind Kind)
{
    private const string RetryAfterSeconds = "60";

    /// <summary>The key of its sentence.</summary>
    public string TextKey => $"shell.trouble-{Visits.Refusals.Kebab($"{Kind}")}";

    /// <summary>Turns trouble into the answer 503; everything else stays the program's fault.</summary>
    public static async Task CatchAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && Trouble.Of(exception) is not null)
        {
            var trouble = new TroublePages(Trouble.Of(exception)!.Value);
            var log = context.RequestServices.GetRequiredService<ILogger<TroublePages>>();
            log.LogError(exception, "Not stored: {Trouble}", trouble.Kind);
            context.Response.Clear();
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Features.Set(trouble);
        }
    }

    /// <summary>As <see cref="CatchAsync"/>, for machines: problem details.</summary>
    public static async Task CatchForMachinesAsync(HttpContext context, RequestDelegate next)
    {
        await CatchAsync(context, next);
        if (context.Features.Get<TroublePages>() is not { } trouble)
            return;
        var problem = new ProblemDetails
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Detail = context.RequestServices.GetRequiredService<Text>()[trouble.TextKey],
            Extensions = { ["code"] = Visits.Refusals.Kebab($"{trouble.Kind}") },
        };
        await context
            .RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }
}
