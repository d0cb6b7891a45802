using Gulou.App.Web.Visits;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Gulou.BrowserTests.Walk;

/// <summary>An address the program answers, and the rule it carries.</summary>
/// <param name="Pattern">The route, with its parameters.</param>
/// <param name="Needs">For each attribute, the capabilities of which one is needed; empty for no rule.</param>
/// <param name="IsOpen">Anyone may, signed in or not.</param>
/// <param name="Methods">HTTP methods; empty for all.</param>
/// <param name="Body">What a machine sends; null for pages and forms.</param>
/// <param name="Asks">Names of the query's parameters.</param>
public sealed record Door(
    string Pattern,
    IReadOnlyList<IReadOnlyList<string>> Needs,
    bool IsOpen,
    IReadOnlyList<string> Methods,
    Type? Body,
    IReadOnlyList<string> Asks
)
{
    public bool Answers(string method) => Methods.Count == 0 || Methods.Contains(method);

    /// <summary>About the reader's own household, whatever post he or she holds.</summary>
    public bool IsOwn => Pattern == "/my" || Pattern.StartsWith("/my/", StringComparison.Ordinal);

    /// <summary>All of them, but for the files the program ships.</summary>
    public static IReadOnlyList<Door> All(Site site) =>
        [.. site.Endpoints.OfType<RouteEndpoint>().Where(e => !IsFile(e)).Select(Of).DistinctBy(d => d.Key)];

    private string Key => $"{Pattern} {string.Join(',', Methods)}";

    private static Door Of(RouteEndpoint endpoint) =>
        new(
            PatternOf(endpoint),
            [.. endpoint.Metadata.OfType<NeedsAttribute>().Select(n => n.Any)],
            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
            endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [],
            endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType,
            Queries(endpoint)
        );

    private static IReadOnlyList<string> Queries(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is { Type: var page }
            ?
            [
                .. page.GetProperties(
                        System.Reflection.BindingFlags.Instance
                            | System.Reflection.BindingFlags.Public
                            | System.Reflection.BindingFlags.NonPublic
                    )
                    .Where(p => p.IsDefined(typeof(SupplyParameterFromQueryAttribute), inherit: true))
                    .Select(p => p.Name.ToLowerInvariant()),
            ]
            : [];

    /// <summary>A file of the program, or the watch over files that changed since the build, in development.</summary>
    private static bool IsFile(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || PatternOf(endpoint) == "/{**path:file}";

    private static string PatternOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
}
