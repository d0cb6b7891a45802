using System.Globalization;
using System.Security.Cryptography;
using Gulou.App.Options;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Posts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gulou.App.Web.Visits;

/// <summary>
/// Signing in with an identity provider: code flow with PKCE. It opens logins that were tied to it and never makes one.
/// </summary>
internal sealed class OpenId(OpenIdSettings settings, Tower tower)
{
    public const string Scheme = "openid";
    private const string Start = "/sign-in/openid";
    private const string Bind = "bind";
    private static readonly TimeSpan Handing = TimeSpan.FromMinutes(10);

    public OpenIdSettings Settings => settings;

    public static void Add(AuthenticationBuilder schemes, OpenIdSettings? settings, TimeProvider clock)
    {
        if (settings is null)
            return;
        schemes.Services.AddSingleton(provider => new OpenId(settings, provider.GetRequiredService<Tower>()));
        schemes.AddOpenIdConnect(Scheme, options => Configure(options, settings, clock));
    }

    public static void Map(WebApplication app)
    {
        app.MapGet(
                Start,
                async (HttpContext context, Visitor visitor, string? back, string? bind) =>
                {
                    var properties = new AuthenticationProperties { RedirectUri = LocalPath.OrHome(back) };
                    if (bind is not null && visitor is { IsSignedIn: true, Session: { } session })
                        properties.Items[Bind] = session.Id.ToString(CultureInfo.InvariantCulture);
                    await ReachAsync(context, () => context.ChallengeAsync(Scheme, properties));
                }
            )
            .ExcludeFromDescription()
            .AllowAnonymous();
        app.MapGet(
                "/sign-out/openid",
                (HttpContext context) =>
                    ReachAsync(
                        context,
                        () => context.SignOutAsync(Scheme, new AuthenticationProperties { RedirectUri = "/sign-in" })
                    )
            )
            .ExcludeFromDescription()
            .AllowAnonymous();
    }

    /// <summary>What the provider called someone, sealed for a short way through the browser.</summary>
    public static string? Handed(HttpContext context, string purpose, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            return Protector(context, purpose).Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The purpose of a name that is tied to nobody.</summary>
    public const string Unknown = "openid-unknown";

    /// <summary>The purpose of a name that a session asks to be tied to.</summary>
    public static string Found(long session) => string.Create(CultureInfo.InvariantCulture, $"openid-found {session}");

    private static void Configure(OpenIdConnectOptions options, OpenIdSettings settings, TimeProvider clock)
    {
        options.Authority = settings.Authority;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.Secret;
        options.RequireHttpsMetadata = !new Uri(settings.Authority).IsLoopback;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // By query, so that the cookies of the way there need not be sent by other sites' forms.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.Scope.Clear();
        foreach (var scope in settings.Scopes.Prepend("openid").Distinct())
            options.Scope.Add(scope);
        options.SignInScheme = Visitor.Scheme;
        options.CallbackPath = "/sign-in/openid/answer";
        options.SignedOutCallbackPath = "/sign-out/openid/answer";
        options.RemoteSignOutPath = PathString.Empty;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.TimeProvider = clock;
        options.Events.OnTicketReceived = context =>
            context.HttpContext.RequestServices.GetRequiredService<OpenId>().ReceiveAsync(context);
        options.Events.OnRemoteFailure = context =>
        {
            context.HttpContext.RequestServices.GetRequiredService<ILogger<OpenId>>().LogFailure(context.Failure);
            context.HandleResponse();
            context.Response.Redirect("/sign-in?problem=openid");
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToIdentityProviderForSignOut = context =>
        {
            context.ProtocolMessage.ClientId = settings.ClientId;
            return Task.CompletedTask;
        };
    }

    /// <summary>
    /// A provider that cannot be reached is no fault of this program: the reader is told the other way in.
    /// </summary>
    private static async Task ReachAsync(HttpContext context, Func<Task> reach)
    {
        try
        {
            await reach();
        }
        catch (InvalidOperationException unreachable) when (!context.Response.HasStarted)
        {
            context.RequestServices.GetRequiredService<ILogger<OpenId>>().LogFailure(unreachable);
            context.Response.Redirect("/sign-in?problem=openid");
        }
    }

    private async Task ReceiveAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        var subject = context.Principal?.FindFirst(settings.Claim)?.Value;
        if (string.IsNullOrEmpty(subject))
            http.Response.Redirect("/sign-in?problem=openid");
        else if (context.Properties?.Items.TryGetValue(Bind, out var session) == true)
            await AskToBindAsync(http, session!, subject);
        else
            http.Response.Redirect(await EnterAsync(context, subject) ?? LocalPath.OrHome(context.ReturnUri));
    }

    /// <summary>
    /// Signs in the person whose login is tied to the name; else gives the page that says there is none.
    /// </summary>
    private async Task<string?> EnterAsync(TicketReceivedContext context, string subject)
    {
        var http = context.HttpContext;
        var binding = await new SessionReader(tower.Database, tower.Vault).BindingAsync(settings.Authority, subject);
        var reader = new ActorReader(tower.Database, tower.Vault);
        if (binding is null || await reader.ActorAsync(binding.Cell, binding.PersonId) is not { } who)
            return $"/sign-in?unknown={Uri.EscapeDataString(Hand(http, Unknown, subject))}";
        var signIn = http.RequestServices.GetRequiredService<SignIn>();
        var (ticket, session) = signIn.NewSession(http, binding.Cell);
        var factors = context.Principal!.FindAll(c => c.Type is "amr" or "acr").Select(c => c.Value);
        var answer = await tower.Commands.RunAsync(
            who.Actor,
            new RecordProviderSignIn
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = binding.Cell,
                PersonId = binding.PersonId,
                Issuer = settings.Authority,
                Subject = subject,
                Verified = factors.Any(settings.TrustedFactors.Contains),
                Session = session,
            }
        );
        if (!answer.IsDone)
            return $"/sign-in?unknown={Uri.EscapeDataString(Hand(http, Unknown, subject))}";
        await signIn.EnterAsync(http, ticket, who.Actor);
        return null;
    }

    /// <summary>Only the session that asked may tie it, and by a form of its own.</summary>
    private static async Task AskToBindAsync(HttpContext http, string session, string subject)
    {
        await http.AuthenticateAsync(Visitor.Scheme);
        var visitor = http.RequestServices.GetRequiredService<Visitor>();
        var mine = visitor.Session is { } own && own.Id.ToString(CultureInfo.InvariantCulture) == session;
        http.Response.Redirect(
            mine
                ? $"/my/sign-in?found={Uri.EscapeDataString(Hand(http, Found(visitor.Session!.Id), subject))}"
                : "/sign-in?problem=openid"
        );
    }

    private static string Hand(HttpContext http, string purpose, string subject) =>
        Protector(http, purpose).Protect(subject, Handing);

    private static ITimeLimitedDataProtector Protector(HttpContext http, string purpose) =>
        http.RequestServices.GetDataProtector(purpose).ToTimeLimitedDataProtector();
}

internal static partial class OpenIdLogs
{
    [LoggerMessage(LogLevel.Warning, "Signing in with the identity provider failed")]
    public static partial void LogFailure(this ILogger<OpenId> log, Exception? failure);
}
