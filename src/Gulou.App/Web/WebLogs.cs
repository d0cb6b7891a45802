using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Gulou.App.Web;

/// <summary>
/// Structured logs on the error stream, one JSON object a line, without personal data: no address of a page (its
/// route instead), no query, no body, no name.
/// </summary>
public static class WebLogs
{
    public static IServiceCollection AddWebLogs(this IServiceCollection services, LogEventLevel least) =>
        services.AddSerilog(
            (_, logs) =>
                logs
                    .MinimumLevel.Is(least)
                    .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
                    .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Warning)
                    // It warns that nothing of its own encrypts the cookies' keys: they are sealed where they are kept.
                    .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
                    .Enrich.FromLogContext()
                    .Enrich.With<WithoutAddress>()
                    .WriteTo.Console(new RenderedCompactJsonFormatter(), standardErrorFromLevel: LogEventLevel.Verbose)
        );

    public static IApplicationBuilder UseWebLogs(this IApplicationBuilder app) =>
        app.UseSerilogRequestLogging(options =>
        {
            options.MessageTemplate = "{Method} {Route} {StatusCode} in {Elapsed:0.0} ms";
            options.GetMessageTemplateProperties = (context, _, elapsed, status) =>
                [
                    new LogEventProperty("Method", new ScalarValue(context.Request.Method)),
                    new LogEventProperty("Route", new ScalarValue(Route(context))),
                    new LogEventProperty("StatusCode", new ScalarValue(status)),
                    new LogEventProperty("Elapsed", new ScalarValue(elapsed)),
                ];
            options.GetLevel = (context, _, exception) =>
                exception is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
                : context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null ? LogEventLevel.Debug
                : LogEventLevel.Information;
        });

    /// <summary>The route asked for, also when a status page answered in its place.</summary>
    private static string Route(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is { } failed ? Pattern(failed.Endpoint)
        : context.Features.Get<IExceptionHandlerPathFeature>() is { } thrown ? Pattern(thrown.Endpoint)
        : Pattern(context.GetEndpoint());

    private static string Pattern(Endpoint? endpoint) => (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";

    /// <summary>The host's log scope carries the address asked for, which may hold a person's number.</summary>
    private sealed class WithoutAddress : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            logEvent.RemovePropertyIfPresent("RequestPath");
        }
    }
}
