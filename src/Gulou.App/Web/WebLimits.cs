using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Gulou.App.Options;
using Microsoft.AspNetCore.RateLimiting;

namespace Gulou.App.Web;

/// <summary>
/// How often one may try: signing in per address, writing per person. Reading is free. The numbers are per minute,
/// under <c>Limits</c> in the configuration.
/// </summary>
public static class WebLimits
{
    /// <summary>Policy for pages and endpoints that check a secret.</summary>
    public const string SignIn = "sign-in";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddWebLimits(this IServiceCollection services) =>
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = SayWhen;
            options.AddPolicy(SignIn, context => Limit(context, options => options.SignInsPerMinute, Address(context)));
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                Limit(context, options => options.WritesPerMinute, Person(context) ?? Address(context))
            );
        });

    private static RateLimitPartition<string> Limit(HttpContext context, Func<ProgramOptions, int> most, string whose)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        var settings = context.RequestServices.GetRequiredService<ProgramOptions>();
        return RateLimitPartition.GetFixedWindowLimiter(
            whose,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = most(settings), Window = Minute }
        );
    }

    private static ValueTask SayWhen(OnRejectedContext rejected, CancellationToken cancel)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : Minute;
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds)
            .ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }

    private static string? Person(HttpContext context) => context.User.FindFirstValue(ClaimTypes.NameIdentifier);

    /// <summary>The client's address; of IPv6 the network, since one household holds a whole one.</summary>
    private static string Address(HttpContext context) =>
        context.Connection.RemoteIpAddress switch
        {
            null => "",
            { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } wide => Convert.ToHexString(wide.GetAddressBytes()[..8]),
            var plain => plain.ToString(),
        };
}
