using System.Diagnostics;
using Gulou.Storage.Watch;

namespace Gulou.App.Web;

/// <summary>
/// Says what the work of a request is for, by its route: to slow statements and, where someone listens, in a trace that
/// begins here. The address itself, which may hold someone's number, goes into neither.
/// </summary>
internal sealed class RequestWatch(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
        var name = $"{context.Request.Method} {route}";
        Cause.Current = name;
        if (!Signals.Source.HasListeners())
        {
            await next(context);
            return;
        }
        // The host's own activity is not recorded: a child of it would not be either.
        Activity.Current = null;
        using var span = Signals.Source.StartActivity(name, ActivityKind.Server);
        span?.SetTag("http.request.method", context.Request.Method).SetTag("http.route", route);
        await next(context);
        span?.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            span?.SetStatus(ActivityStatusCode.Error);
    }
}
