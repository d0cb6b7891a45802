namespace Gulou.App.Web;

/// <summary>
/// What browsers are told on every answer: only our own files, no frames, no sniffing, no address passed on, no
/// search engine, and no copy of a page with people's data left on a shared computer.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Where the API's reference page lives.</summary>
    public const string ApiDocs = "/api/docs";

    private const string Always =
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private const string Policy = Always + "; form-action 'self'";

    // The reference page comes from a package and starts itself by an inline script and inline styles.
    private const string ApiDocsPolicy =
        Always + "; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; font-src 'self' data:";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments(ApiDocs, StringComparison.Ordinal)
            ? ApiDocsPolicy
            : Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        context.Response.OnStarting(KeepNoCopy, context.Response);
        return next(context);
    }

    private static Task KeepNoCopy(object state)
    {
        var response = (HttpResponse)state;
        if (response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
        {
            response.Headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}
