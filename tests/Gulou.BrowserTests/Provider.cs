using System.Security.Claims;
using Gulou.App.Options;
using Gulou.App.Web.Visits;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace Gulou.BrowserTests;

/// <summary>
/// A real identity provider on this machine: OpenIddict's server with one client that must use PKCE. Its sign-in page
/// lists the people it knows; with one of them comes a second factor or not.
/// </summary>
internal sealed class Provider : IAsyncDisposable
{
    private const string Client = "gulou";
    private const string ClientKey = "a key that only this test knows";

    private readonly string folder = Directory.CreateTempSubdirectory("gulou-provider").FullName;
    private WebApplication app = null!;

    private Provider() { }

    public string Address { get; private set; } = "";

    /// <summary>As the site is configured for it.</summary>
    public OpenIdSettings Settings =>
        new()
        {
            Authority = Address,
            ClientId = Client,
            Secret = ClientKey,
            Name = "州统一认证",
            TrustedFactors = ["otp"],
        };

    public static async Task<Provider> StartAsync()
    {
        var provider = new Provider();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddDbContext<DbContext>(options =>
            options.UseSqlite($"Data Source={Path.Combine(provider.folder, "provider.db")}").UseOpenIddict()
        );
        builder
            .Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DbContext>())
            .AddServer(server =>
            {
                server
                    .SetAuthorizationEndpointUris("authorize")
                    .SetTokenEndpointUris("token")
                    .SetEndSessionEndpointUris("leave")
                    .AllowAuthorizationCodeFlow()
                    .RequireProofKeyForCodeExchange()
                    .AddEphemeralEncryptionKey()
                    .AddEphemeralSigningKey();
                server
                    .UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough()
                    .DisableTransportSecurityRequirement();
            });
        provider.app = builder.Build();
        provider.app.MapGet("/authorize", AuthorizeAsync);
        provider.app.MapGet("/leave", Leave);
        await provider.app.StartAsync();
        provider.Address = provider.app.Urls.First() + "/";
        return provider;
    }

    /// <summary>Makes the site known as the one client.</summary>
    public async Task KnowAsync(string site)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DbContext>().Database.EnsureCreatedAsync();
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = Client,
            ClientSecret = ClientKey,
            RedirectUris = { new Uri(site + "/sign-in/openid/answer") },
            PostLogoutRedirectUris = { new Uri(site + "/sign-out/openid/answer") },
            Permissions =
            {
                OpenIddictConstants.Permissions.Endpoints.Authorization,
                OpenIddictConstants.Permissions.Endpoints.Token,
                OpenIddictConstants.Permissions.Endpoints.EndSession,
                OpenIddictConstants.Permissions.GrantTypes.AuthorizationCode,
                OpenIddictConstants.Permissions.ResponseTypes.Code,
            },
            Requirements = { OpenIddictConstants.Requirements.Features.ProofKeyForCodeExchange },
        };
        await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(client);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static IResult AuthorizeAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var user = context.Request.Query["user"].ToString();
        if (user.Length == 0)
        {
            var here = context.Request.QueryString.ToString();
            return Results.Content(
                $"""
                <meta charset=utf-8><h1>Who are you?</h1>
                <a id=plain href="/authorize{here}&user=u-1">u-1</a>
                <a id=strong href="/authorize{here}&user=u-1&amr=otp">u-1 with a code</a>
                <a id=other href="/authorize{here}&user=u-2">u-2</a>
                <a id=deny href="/authorize{here}&user=none">nobody</a>
                """,
                "text/html"
            );
        }
        if (user == "none")
            return Results.Forbid(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        var identity = new ClaimsIdentity("provider", OpenIddictConstants.Claims.Name, OpenIddictConstants.Claims.Role);
        identity.SetClaim(OpenIddictConstants.Claims.Subject, user);
        if (context.Request.Query["amr"].ToString() is { Length: > 0 } amr)
            identity.AddClaim(OpenIddictConstants.Claims.AuthenticationMethodReference, amr);
        identity.SetScopes(request.GetScopes());
        identity.SetDestinations(static _ => [OpenIddictConstants.Destinations.IdentityToken]);
        return Results.SignIn(
            new ClaimsPrincipal(identity),
            authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme
        );
    }

    private static IResult Leave() =>
        Results.SignOut(
            new AuthenticationProperties { RedirectUri = "/" },
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]
        );
}
