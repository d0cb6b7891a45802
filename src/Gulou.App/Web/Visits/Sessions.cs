using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;

namespace Gulou.App.Web.Visits;

/// <summary>The cookie of a signed-in reader, and signing out.</summary>
internal static class Sessions
{
    /// <summary>The cookie itself may live long: how long a session lasts is said by its row.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    public static void Configure(CookieAuthenticationOptions options, TimeProvider clock)
    {
        options.Cookie.Name = "session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Longest;
        options.SlidingExpiration = false;
        options.TimeProvider = clock;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "back";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.ForwardDefaultSelector = context => TokenSignIn.Applies(context) ? TokenSignIn.Scheme : null;
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    public static void Map(WebApplication app) =>
        app.MapPost(
                "/sign-out",
                async (HttpContext context, Visitor visitor) =>
                {
                    await visitor.SignOutAsync();
                    await context.SignOutAsync(Visitor.Scheme);
                    // A link on that page leads on to the provider: a form may not be redirected to another site.
                    return Results.LocalRedirect(
                        visitor.Session is { ByProvider: true } ? "/sign-in?left=1" : "/sign-in"
                    );
                }
            )
            .ExcludeFromDescription()
            .AllowAnonymous();

    /// <summary>A cookie whose session has ended is no cookie; files of the program ask for none.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return;
        var visitor = http.RequestServices.GetRequiredService<Visitor>();
        await visitor.LoadAsync(context.Principal);
        if (visitor.Session is null)
            context.RejectPrincipal();
    }

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
