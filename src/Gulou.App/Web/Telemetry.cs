using System.Net;
using Gulou.App.Options;
using Gulou.Storage.Watch;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gulou.App.Web;

/// <summary>
/// Metrics and traces for operators, only where configured: sent to a collector (OTLP), read by Prometheus at an
/// address of their own. Neither holds a name, a number or an address of a page.
/// </summary>
public static class Telemetry
{
    private const string Path = "/metrics";

    /// <summary>The framework's own figures that name routes and no addresses.</summary>
    private static readonly string[] Meters =
    [
        Signals.Name,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Runtime",
    ];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, ProgramOptions options)
    {
        if (options is { MetricsUrl: null, OtlpEndpoint: null })
            return services;
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("gulou"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters);
                if (options.MetricsUrl is not null)
                    metrics.AddPrometheusExporter();
                if (options.OtlpEndpoint is { } collector)
                    metrics.AddOtlpExporter(exporter => exporter.Endpoint = collector);
            });
        if (options.OtlpEndpoint is { } endpoint)
        {
            telemetry.WithTracing(traces =>
                traces.AddSource(Signals.Name).AddOtlpExporter(exporter => exporter.Endpoint = endpoint)
            );
        }
        return services;
    }

    /// <summary>
    /// The metrics' own port gives metrics to this machine and to who is trusted, and nothing else to anyone; the
    /// site's ports never give metrics.
    /// </summary>
    public static IApplicationBuilder UseMetrics(this IApplicationBuilder app, ProgramOptions options)
    {
        if (options.MetricsUrl is not { } url)
            return app;
        app.UseOpenTelemetryPrometheusScrapingEndpoint(context =>
            IsForMetrics(context, url) && context.Request.Path == Path && MayRead(context, options)
        );
        return app.Use(
            (context, next) =>
            {
                if (!IsForMetrics(context, url))
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }
        );
    }

    private static bool IsForMetrics(HttpContext context, Uri url) => context.Connection.LocalPort == url.Port;

    private static bool MayRead(HttpContext context, ProgramOptions options)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        return address is not null && (IPAddress.IsLoopback(address) || options.MetricsTrusted.Contains(address));
    }
}
