using Gulou.App.Api;
using Gulou.App.Demo;
using Gulou.App.Jobs;
using Gulou.App.Options;
using Gulou.App.Web.Demo;
using Gulou.App.Web.People;
using Gulou.App.Web.Points;
using Gulou.App.Web.Visits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gulou.App.Web;

/// <summary>How the web front is run.</summary>
/// <param name="Urls">Addresses to listen on, separated by semicolons.</param>
/// <param name="Environment">ASP.NET's environment; Development shows the kit and throws on a missing text.</param>
/// <param name="Quiet">Log only what went wrong: in the demo, where someone reads the terminal.</param>
/// <param name="AskSecondFactor">False only in the demo, whose passwords everyone knows.</param>
/// <param name="OpenId">The identity provider; null for what the configuration says.</param>
public sealed record WebSettings(
    string Urls,
    string Environment = "Production",
    bool Quiet = false,
    bool AskSecondFactor = true,
    OpenIdSettings? OpenId = null
)
{
    /// <summary>What is configured where the program stands, unless said otherwise.</summary>
    public ProgramOptions Options { get; init; } = ProgramOptions.Load();
}

/// <summary>The web server over a tower: what it is made of, and the order in which a request passes.</summary>
public static class WebHost
{
    public static WebApplication Build(Tower tower, WebSettings settings, DemoSite? demo = null)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = settings.Environment,
                ApplicationName = typeof(WebHost).Assembly.GetName().Name,
            }
        );
        var options = settings.Options;
        tower.Database.Signals.SlowAfter = options.SlowAfter;
        builder.WebHost.UseUrls([.. settings.Urls.Split(';'), .. Of(options.MetricsUrl)]);
        var services = builder.Services;
        services.AddSingleton(tower);
        services.AddSingleton(options);
        services.AddTelemetry(options);
        services.AddHostedService<SlowQueryLog>();
        services.AddSingleton(tower.Clock);
        services.AddSingleton(demo ?? DemoSite.None);
        services.AddGulouWeb(settings.Quiet);
        services.AddHttpContextAccessor();
        services.AddScoped<Visitor>();
        services.AddSingleton(settings);
        services.AddScoped<SignIn>();
        services.AddScoped<SecondStep>();
        services.AddSingleton<Refusals>();
        services.AddGulouApi();
        var plan = demo is null ? options.Backup : null;
        services.AddJobs(plan);
        services.AddDataProtection().SetApplicationName("gulou");
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = new CookieKeys(tower));
        services.AddSingleton<IAuthorizationPolicyProvider, NeedsPolicies>();
        services.AddScoped<IAuthorizationHandler, NeedsHandler>();
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(Visitor.Scheme).RequireAuthenticatedUser().Build());
        var schemes = services
            .AddAuthentication(Visitor.Scheme)
            .AddCookie(Visitor.Scheme, options => Sessions.Configure(options, tower.MachineClock))
            .AddScheme<AuthenticationSchemeOptions, TokenSignIn>(TokenSignIn.Scheme, null);
        var provider = settings.OpenId ?? settings.Options.OpenId;
        OpenId.Add(schemes, provider, tower.MachineClock);
        services
            .AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", tags: [GulouWeb.Ready])
            .AddCheck<JobsCheck>("jobs", tags: [GulouWeb.Ready]);

        var app = builder.Build();
        app.UseGulouWeb(options);
        app.UseMiddleware<Frame>();
        Sessions.Map(app);
        if (provider is not null)
            OpenId.Map(app);
        GulouApi.Map(app);
        Photos.Map(app);
        ListFiles.Map(app);
        PopulationFile.Map(app);
        if (demo is not null)
            DemoEndpoints.Map(app);
        return app;
    }

    private static string[] Of(Uri? url) => url is null ? [] : [url.GetLeftPart(UriPartial.Authority)];

    private sealed class DatabaseCheck(Tower tower) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            await using var db = tower.Read();
            return await db.Database.CanConnectAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy();
        }
    }
}
