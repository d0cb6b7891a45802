using System.Text.Encodings.Web;
using System.Text.Unicode;
using Gulou.App.Options;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scalar.AspNetCore;
using Serilog.Events;

namespace Gulou.App.Web;

/// <summary>The web front of the program: what it registers, and the order in which a request passes.</summary>
public static class GulouWeb
{
    /// <summary>Tag of the health checks that say whether this process can serve.</summary>
    public const string Ready = "ready";

    /// <summary>Tag of the check that there is a good backup of the day, where backups are planned.</summary>
    public const string Backups = "backups";

    public static IServiceCollection AddGulouWeb(this IServiceCollection services, bool quiet = false)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new Text(
            provider.GetRequiredService<ILogger<Text>>(),
            strict: provider.GetRequiredService<IHostEnvironment>().IsDevelopment()
        ));
        services.AddSingleton<Display>();
        services.AddScoped<Shell>();

        services.AddWebLogs(quiet ? LogEventLevel.Warning : LogEventLevel.Information);
        services.AddRazorComponents();
        // Chinese as it is, not as numeric entities: a page is a third smaller.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddAuthentication();
        services.AddAuthorization();
        services.AddProblemDetails();
        services.AddWebLimits();
        services.AddHealthChecks();
        services.AddOpenApi(options =>
        {
            Api.RequestExample.Describe(options);
            options.AddDocumentTransformer(
                (document, _, _) =>
                {
                    document.Info.Title = "Gulou";
                    return Task.CompletedTask;
                }
            );
        });

        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            // The headers of this program say more: no frames at all.
            options.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<CookiePolicyOptions>(options =>
        {
            options.HttpOnly = Microsoft.AspNetCore.CookiePolicy.HttpOnlyPolicy.Always;
            options.MinimumSameSitePolicy = SameSiteMode.Lax;
            options.Secure = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Languages.Chinese);
            options.AddSupportedCultures([.. Languages.All]);
            options.AddSupportedUICultures([.. Languages.All]);
            options.RequestCultureProviders = [new CustomRequestCultureProvider(ChooseLanguage)];
        });
        // Pages over plain HTTP (loopback, or behind a proxy) only: a compressed page inside TLS that mixes a secret
        // with what a stranger sent tells of the secret by its length. Files are compressed when the program is built.
        services.AddResponseCompression(options =>
        {
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "text/calendar"];
        });
        services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        return services;
    }

    public static WebApplication UseGulouWeb(this WebApplication app, ProgramOptions options)
    {
        // A build that was not published still finds its packages' files outside development.
        if (!app.Environment.IsDevelopment())
        {
            StaticWebAssetsLoader.UseStaticWebAssets(app.Environment, app.Configuration);
            // Its files are served as compressed by the build, and kept by browsers: their names carry their content.
            app.Configuration["ReloadStaticAssetsAtRuntime"] ??= "false";
        }

        app.UseMetrics(options);
        app.UseTrustedProxies(options);
        app.UseWebLogs();
        app.UseMiddleware<SecurityHeaders>();
        app.UseResponseCompression();
        app.UseRequestLocalization();
        app.UseWhen(
            IsForMachines,
            api =>
            {
                api.UseExceptionHandler();
                api.UseStatusCodePages();
                api.Use(TroublePages.CatchForMachinesAsync);
            }
        );
        app.UseWhen(
            context => !IsForMachines(context),
            pages =>
            {
                pages.UseExceptionHandler("/status/500", createScopeForErrors: true);
                pages.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
                pages.Use(ReadErrorPage);
                pages.Use(TroublePages.CatchAsync);
            }
        );
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        // Named here, since left out they would run before the pages for refusals and errors.
        app.UseRouting();
        app.UseMiddleware<RequestWatch>();
        app.UseCookiePolicy();
        app.UseAuthentication();
        app.UseMiddleware<Visits.Doorkeeper>();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.Use(RefuseForged);

        app.MapStaticAssets().AllowAnonymous();
        app.MapHealthChecks("/health", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) })
            .AllowAnonymous();
        app.MapHealthChecks(
                "/health/backup",
                new HealthCheckOptions { Predicate = check => check.Tags.Contains(Backups) }
            )
            .AllowAnonymous();
        app.MapOpenApi().AllowAnonymous();
        // Fonts and services of other hosts stay out: the page works with no network beyond this program.
        app.MapScalarApiReference(
                SecurityHeaders.ApiDocs,
                options =>
                    options
                        .WithTitle("Gulou API")
                        .DisableDefaultFonts()
                        .DisableTelemetry()
                        .DisableAgent()
                        .HideClientButton()
                        .ShowDeveloperTools = DeveloperToolsVisibility.Never
            )
            .AllowAnonymous();
        Preferences.Map(app);
        app.MapRazorComponents<Document>();
        return app;
    }

    private static bool IsForMachines(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);

    /// <summary>A page about a failed post is itself only read: no form to handle, no write to count.</summary>
    private static async Task ReadErrorPage(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        if (
            context.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || context.Features.Get<IExceptionHandlerFeature>() is not null
        )
        {
            context.Request.Method = HttpMethods.Get;
        }

        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = method;
        }
    }

    /// <summary>Answers a forged or outworn form with the page that says so; left alone it would be blank.</summary>
    private static Task RefuseForged(HttpContext context, RequestDelegate next)
    {
        var read = HttpMethods.IsGet(context.Request.Method);
        if (read || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    private static Task<ProviderCultureResult?> ChooseLanguage(HttpContext context) =>
        Task.FromResult<ProviderCultureResult?>(
            new ProviderCultureResult(
                Languages.Choose(
                    context.Request.Cookies[Preferences.LanguageCookie],
                    context.Request.Headers.AcceptLanguage
                )
            )
        );

    /// <summary>
    /// The proxies named in the settings may say who the client was; nobody else is believed.
    /// </summary>
    private static void UseTrustedProxies(this WebApplication app, ProgramOptions settings)
    {
        if (settings.TrustedProxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var address in settings.TrustedProxies)
        {
            options.KnownProxies.Add(address);
        }

        app.UseForwardedHeaders(options);
    }
}
