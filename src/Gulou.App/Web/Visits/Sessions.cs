using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Gulou.App.Web.Visits;

/// <summary>The cookie of a signed-in reader, and signing out.</summary>
internal static class Sessions
{
    private static readonly TimeSpan Length = TimeSpan.FromHours(12);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Length;
        options.SlidingExpiration = true;
        // A session ends by the machine's clock, not by one that a demo moves.
        options.TimeProvider = TimeProvider.System;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "back";
        options.ForwardDefaultSelector = context => TokenSignIn.Applies(context) ? TokenSignIn.Scheme : null;
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context =>
        {
            // A cookie whose session has ended asks for a sign-in, not for a post.
            if (!context.HttpContext.RequestServices.GetRequiredService<Visitor>().IsSignedIn)
                return context.HttpContext.ChallengeAsync(Visitor.Scheme);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    public static void Map(WebApplication app) =>
        app.MapPost(
                "/sign-out",
                async (HttpContext context) =>
                {
                    await context.SignOutAsync(Visitor.Scheme);
                    return Results.LocalRedirect("/sign-in");
                }
            )
            .ExcludeFromDescription()
            .AllowAnonymous();

    /// <summary>Machines are told; people are led to the sign-in page.</summary>
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            context.Response.StatusCode = status;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
