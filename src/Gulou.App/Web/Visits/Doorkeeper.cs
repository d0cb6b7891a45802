using Gulou.Kernel.Posts;
using Microsoft.AspNetCore.Authorization;

namespace Gulou.App.Web.Visits;

/// <summary>
/// Leads a person who has given the password but not yet all the rest to the one page that asks for it. Nothing else
/// opens: whatever a request reaches, it is asked by nobody.
/// </summary>
public sealed class Doorkeeper(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context, Visitor visitor)
    {
        if (visitor.Gate == Gate.Open)
            return next(context);
        var page = PageOf(visitor.Gate);
        if (context.Request.Path == page)
        {
            visitor.LetIn();
            return next(context);
        }
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return next(context);
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            context.Response.Redirect(page);
        return Task.CompletedTask;
    }

    private static string PageOf(Gate gate) =>
        gate switch
        {
            Gate.Code => "/sign-in/code",
            Gate.Told => "/sign-in/told",
            Gate.Password => "/my/password",
            _ => "/my/second-factor",
        };
}
