using System.Text.Encodings.Web;
using Gulou.Storage.Posts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Gulou.App.Web.Visits;

/// <summary>
/// Signs in a program by its key (<c>Authorization: Bearer</c>), for each request anew, and only under <c>/api</c>: a
/// page is for people.
/// </summary>
internal sealed class TokenSignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    Tower tower
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "token";
    private const string Bearer = "Bearer ";

    /// <summary>Whether a request is signed in this way: then its cookies do not count.</summary>
    public static bool Applies(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && context.Request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenText.Read(Request.Headers.Authorization.ToString()[Bearer.Length..].Trim()) is not { } text)
            return AuthenticateResult.Fail("not a key");
        var reader = new TokenReader(tower.Database);
        return await reader.FindAsync(text.Cell, text.Id, text.Secret, tower.Now.Day) is { } token
            ? AuthenticateResult.Success(new AuthenticationTicket(Visitor.Principal(token), Scheme))
            : AuthenticateResult.Fail("no such key, or not good any more");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Task.CompletedTask;
    }
}
