using Gulou.App.Api;
using Gulou.App.Demo;
using Gulou.App.Jobs;
using Gulou.App.Web.Demo;
using Gulou.App.Web.Points;
using Gulou.App.Web.Visits;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gulou.App.Web;

/// <summary>How the web front is run.</summary>
/// <param name="Urls">Addresses to listen on, separated by semicolons.</param>
/// <param name="CookieKeys">The folder of the keys that protect cookies and forms, beside the key file.</param>
/// <param name="Environment">ASP.NET's environment; Development shows the kit and throws on a missing text.</param>
/// <param name="Quiet">Log only what went wrong: in the demo, where someone reads the terminal.</param>
public sealed record WebSettings(string Urls, string CookieKeys, string Environment = "Production", bool Quiet = false);

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
        builder.WebHost.UseUrls(settings.Urls.Split(';'));
        var services = builder.Services;
        services.AddSingleton(tower);
        services.AddSingleton(tower.Clock);
        services.AddSingleton(demo ?? DemoSite.None);
        services.AddGulouWeb(settings.Quiet);
        services.AddHttpContextAccessor();
        services.AddScoped<Visitor>();
        services.AddScoped<SignIn>();
        services.AddSingleton<Refusals>();
        services.AddGulouApi();
        services.AddSingleton<NoticeJob>();
        services.AddHostedService(provider => provider.GetRequiredService<NoticeJob>());
        services.AddHostedService<SealJob>();
        if (BackupPlan.Of(builder.Configuration) is { } plan && demo is null)
        {
            services.AddSingleton(plan);
            services.AddSingleton<BackupJob>();
            services.AddHostedService(provider => provider.GetRequiredService<BackupJob>());
            services.AddHealthChecks().AddCheck<BackupJob>("backup", tags: [GulouWeb.Backups]);
        }
        services
            .AddDataProtection()
            .SetApplicationName("gulou")
            .PersistKeysToFileSystem(OwnFolder(settings.CookieKeys));
        services.AddSingleton<IAuthorizationPolicyProvider, NeedsPolicies>();
        services.AddScoped<IAuthorizationHandler, NeedsHandler>();
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(Visitor.Scheme).RequireAuthenticatedUser().Build());
        services.AddAuthentication(Visitor.Scheme).AddCookie(Visitor.Scheme, Sessions.Configure);
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [GulouWeb.Ready]);

        var app = builder.Build();
        app.UseGulouWeb();
        app.UseMiddleware<Frame>();
        Sessions.Map(app);
        GulouApi.Map(app);
        Photos.Map(app);
        if (demo is not null)
            DemoEndpoints.Map(app);
        return app;
    }

    /// <summary>A folder that only its owner may look into.</summary>
    private static DirectoryInfo OwnFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(path);
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var folder = Directory.CreateDirectory(path, own);
        folder.UnixFileMode = own;
        return folder;
    }

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
